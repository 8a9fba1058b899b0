package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;

/** The generated primary and client implement the interfaces of the class. */
final class InterfacesAreOffered implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (InterfaceDeclaration type : server.interfaces()) {
      if (!type.obstacle().isEmpty() && !type.silent()) {
        findings.add(
            Problem.INTERFACE_NOT_OFFERED,
            server.element(),
            server.simpleName(),
            type.type(),
            type.obstacle());
      }
    }
  }
}
