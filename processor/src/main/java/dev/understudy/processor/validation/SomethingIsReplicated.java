package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;

/** There is an update: without one, a standby has nothing to do. */
final class SomethingIsReplicated implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    if (server.operations().stream().noneMatch(OperationDeclaration::isUpdate)) {
      findings.add(Problem.NO_UPDATE, server.element(), server.simpleName());
    }
  }
}
