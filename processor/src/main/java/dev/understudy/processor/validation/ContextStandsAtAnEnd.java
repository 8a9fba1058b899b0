package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import javax.lang.model.element.VariableElement;

/** An {@code UpdateContext} is the first or last parameter of an update. */
final class ContextStandsAtAnEnd implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (OperationDeclaration operation : server.operations()) {
      int last = operation.arity() - 1;
      boolean isFirstContext = true;
      for (int place : operation.contexts()) {
        String advice = "";
        if (!operation.isUpdate()) {
          advice = "Remove it: a query has none.";
        } else if (place != 0 && place != last) {
          advice = "Move it.";
        } else if (!isFirstContext) {
          advice = "Remove one.";
        }
        if (!advice.isEmpty()) {
          VariableElement parameter = operation.method().getParameters().get(place);
          findings.add(
              Problem.CONTEXT_MISPLACED,
              parameter,
              server.simpleName(),
              operation.name() + "(" + parameter.getSimpleName() + ")",
              advice);
        }
        isFirstContext = false;
      }
    }
  }
}
