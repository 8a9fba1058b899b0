package dev.understudy.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ObituaryDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Place;
import dev.understudy.processor.diagnostics.Problem;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Generated code can tell one method of a client's death, as an update of its own. */
final class ObituaryCanBeTold implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (ObituaryDeclaration told : server.onObituary()) {
      checkCallable(server, told, model, findings);
      checkSignature(server, told, findings);
    }
    server.onObituary().stream()
        .skip(1)
        .forEach(
            told ->
                findings.add(
                    Problem.SECOND_METHOD,
                    told.method(),
                    server.simpleName(),
                    told.name(),
                    "OnObituary"));
  }

  private static void checkCallable(
      ServerDeclaration server, ObituaryDeclaration told, Model model, Findings findings) {
    ExecutableElement method = told.method();
    Set<Modifier> modifiers = method.getModifiers();
    if (modifiers.contains(Modifier.PRIVATE)) {
      findings.add(Problem.PRIVATE_OPERATION, method, server.simpleName(), told.name());
    } else if (!model.canReach(method, server.home())) {
      findings.add(Problem.INACCESSIBLE_OPERATION, method, server.simpleName(), told.name());
    }
    if (modifiers.contains(Modifier.STATIC)) {
      findings.add(Problem.STATIC_OPERATION, method, server.simpleName(), told.name());
    }
  }

  private static void checkSignature(
      ServerDeclaration server, ObituaryDeclaration told, Findings findings) {
    if (!told.parametersFit()) {
      findings.add(Problem.ON_OBITUARY_PARAMETERS, told.method(), server.simpleName(), told.name());
    }
    if (!told.returnType().equals(TypeName.VOID)) {
      findings.add(
          Problem.ON_OBITUARY_RESULT,
          told.method(),
          server.simpleName(),
          told.name(),
          told.returnType());
    }
    for (AnnotationMirror operation : told.operations()) {
      findings.add(
          Problem.ON_OBITUARY_AND_OPERATION,
          Place.of(told.method(), operation),
          server.simpleName(),
          told.name(),
          operation.getAnnotationType().asElement().getSimpleName());
    }
  }
}
