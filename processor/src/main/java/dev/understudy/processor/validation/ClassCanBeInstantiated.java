package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** The server class is one of which objects can be made, and which generated code can name. */
final class ClassCanBeInstantiated implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    TypeElement type = server.element();
    String name = server.simpleName();
    if (type.getKind() != ElementKind.CLASS) {
      String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String article = kind.matches("[aeiou].*") ? "an " : "a ";
      findings.add(Problem.NOT_A_CLASS, type, name, article + kind);
      return;
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      findings.add(Problem.ABSTRACT_CLASS, type, name);
    }
    if (!type.getTypeParameters().isEmpty()) {
      findings.add(Problem.GENERIC_CLASS, type, name);
    }
    if (!model.canName(type, server.home())) {
      findings.add(Problem.PRIVATE_CLASS, type, name);
    }
    if (isInner(type)) {
      findings.add(Problem.INNER_CLASS, type, name);
    }
  }

  private static boolean isInner(TypeElement type) {
    for (Element at = type; at.getEnclosingElement() instanceof TypeElement outer; at = outer) {
      if (at.getKind() == ElementKind.CLASS && !at.getModifiers().contains(Modifier.STATIC)) {
        return true;
      }
    }
    return false;
  }
}
