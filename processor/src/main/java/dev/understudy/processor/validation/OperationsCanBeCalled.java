package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Generated code can call every update and query. */
final class OperationsCanBeCalled implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (OperationDeclaration operation : server.operations()) {
      ExecutableElement method = operation.method();
      Set<Modifier> modifiers = method.getModifiers();
      if (modifiers.contains(Modifier.PRIVATE)) {
        findings.add(Problem.PRIVATE_OPERATION, method, server.simpleName(), operation.name());
      } else if (!model.canReach(method, server.home())) {
        findings.add(Problem.INACCESSIBLE_OPERATION, method, server.simpleName(), operation.name());
      }
      if (modifiers.contains(Modifier.STATIC)) {
        findings.add(Problem.STATIC_OPERATION, method, server.simpleName(), operation.name());
      }
      if (!method.getTypeParameters().isEmpty()) {
        findings.add(Problem.GENERIC_OPERATION, method, server.simpleName(), operation.name());
      }
    }
  }
}
