package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.OnPrimaryDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;

/** Generated code can call every {@code @OnPrimary} method with what it asks for. */
final class OnPrimaryCanBeTold implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (OnPrimaryDeclaration told : server.onPrimary()) {
      if (!told.fits()) {
        findings.add(
            Problem.ON_PRIMARY_SIGNATURE,
            told.method(),
            server.simpleName(),
            told.name(),
            server.names().primary().simpleName());
      }
    }
  }
}
