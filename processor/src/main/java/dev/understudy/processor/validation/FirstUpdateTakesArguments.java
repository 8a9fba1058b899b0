package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.List;

/** There is at most one first update, and it takes the arguments of the launcher. */
final class FirstUpdateTakesArguments implements Rule {

  private static final String ARGUMENTS = "java.util.List<java.lang.String>";

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    List<OperationDeclaration> firsts =
        server.operations().stream().filter(OperationDeclaration::first).toList();
    for (OperationDeclaration first : firsts) {
      boolean takesArguments =
          first.parameters().size() == 1
              && first.parameters().get(0).type().toString().equals(ARGUMENTS);
      if (!takesArguments) {
        findings.add(
            Problem.FIRST_UPDATE_SIGNATURE, first.method(), server.simpleName(), first.name());
      }
    }
    firsts.stream()
        .skip(1)
        .forEach(
            first ->
                findings.add(
                    Problem.SEVERAL_FIRST_UPDATES,
                    first.method(),
                    server.simpleName(),
                    first.name()));
  }
}
