package dev.understudy.processor.validation;

import com.google.auto.common.MoreElements;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.DefaultDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;

/** A default method that callers have is an operation, unless its body is meant to run at them. */
final class DefaultMethodsAreOperations implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (InterfaceDeclaration type : server.interfaces()) {
      if (type.obstacle().isEmpty()) {
        type.defaults().forEach(method -> check(server, method, findings));
      }
    }
  }

  private static void check(ServerDeclaration server, DefaultDeclaration found, Findings findings) {
    TypeElement owner = MoreElements.asType(found.method().getEnclosingElement());
    Name name = found.method().getSimpleName();
    if (found.override() != null) {
      findings.add(
          Problem.DEFAULT_IN_PLACE_OF_OVERRIDE,
          found.override(),
          server.simpleName(),
          name,
          owner.getQualifiedName());
    } else if (!owner.getQualifiedName().toString().startsWith("java.")) {
      // Those of the JDK, such as Function.andThen, are meant for who holds the object.
      findings.add(
          Problem.DEFAULT_RUNS_AT_THE_CALLER,
          server.element(),
          server.simpleName(),
          owner.getSimpleName(),
          name,
          server.simpleName());
    }
  }
}
