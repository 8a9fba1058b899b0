package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/** There is a way for the launcher to make a server object. */
final class ServerCanBeStarted implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    boolean isMakable =
        server.element().getKind() == ElementKind.CLASS
            && !server.element().getModifiers().contains(Modifier.ABSTRACT)
            && model.canName(server.element(), server.home());
    if (isMakable && !server.start().hasConstructor() && !server.start().ownLaunch()) {
      findings.add(
          Problem.NO_CONSTRUCTOR,
          server.element(),
          server.simpleName(),
          server.names().launcher().simpleName());
    }
  }
}
