package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ObituaryDeclaration;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.OnPrimaryDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What is public in the class is offered to clients. */
final class PublicMethodsAreOperations implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    Set<ExecutableElement> known = new HashSet<>();
    server.operations().stream().map(OperationDeclaration::method).forEach(known::add);
    server.onPrimary().stream().map(OnPrimaryDeclaration::method).forEach(known::add);
    server.onObituary().stream().map(ObituaryDeclaration::method).forEach(known::add);
    known.addAll(server.snapshots());
    known.addAll(server.restores());
    TypeElement type = server.element();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getModifiers().contains(Modifier.PUBLIC)
          && !method.getModifiers().contains(Modifier.STATIC)
          && !known.contains(method)
          && !isOwed(method, type.asType(), type, model)) {
        findings.add(Problem.PUBLIC_METHOD, method, server.simpleName(), method.getSimpleName());
      }
    }
  }

  /**
   * Whether a supertype asks for a method: of {@code Object}, or of an interface, told elsewhere.
   */
  private static boolean isOwed(
      ExecutableElement method, TypeMirror below, TypeElement type, Model model) {
    for (TypeMirror above : model.types().directSupertypes(below)) {
      TypeElement element = (TypeElement) ((DeclaredType) above).asElement();
      for (ExecutableElement other : ElementFilter.methodsIn(element.getEnclosedElements())) {
        if (model.elements().overrides(method, other, type)) {
          return true;
        }
      }
      if (isOwed(method, above, type, model)) {
        return true;
      }
    }
    return false;
  }
}
