package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Place;
import dev.understudy.processor.diagnostics.Problem;

/** A method is an update or a query, not both. */
final class UpdateOrQuery implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (OperationDeclaration operation : server.operations()) {
      if (operation.update() != null && operation.query() != null) {
        findings.add(
            Problem.UPDATE_AND_QUERY,
            Place.of(operation.method(), operation.query()),
            server.simpleName(),
            operation.name());
      }
    }
  }
}
