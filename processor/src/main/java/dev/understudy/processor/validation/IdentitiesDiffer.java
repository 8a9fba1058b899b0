package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.HashMap;
import java.util.Map;

/** No two operations have the same identity on the wire. */
final class IdentitiesDiffer implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    Map<String, OperationDeclaration> known = new HashMap<>();
    for (OperationDeclaration operation : server.operations()) {
      OperationDeclaration other = known.putIfAbsent(operation.identity(), operation);
      // Methods whose parameters are the same clash by name, which another rule tells.
      if (other != null && !(operation.id().isEmpty() && other.id().isEmpty())) {
        findings.add(
            Problem.SAME_IDENTITY,
            operation.method(),
            server.simpleName(),
            operation.name(),
            operation.identity(),
            other.name());
      }
    }
  }
}
