package dev.understudy.processor.validation;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.understudy.Replicated;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.FieldDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A field that can change belongs to the snapshot or to the process, and says so. */
final class ChangingFieldsAreMarked implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    if (server.hasOwnSnapshot()) {
      return;
    }
    for (FieldDeclaration declared : server.fields()) {
      VariableElement field = declared.element();
      Set<Modifier> modifiers = field.getModifiers();
      boolean isMarked =
          declared.isState()
              || modifiers.contains(Modifier.STATIC)
              || modifiers.contains(Modifier.TRANSIENT);
      boolean canChange = !modifiers.contains(Modifier.FINAL) || isMutable(field.asType(), model);
      if (!isMarked && canChange && takesPart(server, declared)) {
        findings.add(Problem.MUTABLE_FIELD, field, server.simpleName(), field.getSimpleName());
      }
    }
  }

  /** Whether what a final field holds is of a kind that is made to change. */
  private static boolean isMutable(TypeMirror type, Model model) {
    return type.getKind() == TypeKind.ARRAY
        || model.isBelow(type, "java.util.Collection")
        || model.isBelow(type, "java.util.Map")
        || (type.getKind() == TypeKind.DECLARED
            && MoreElements.isAnnotationPresent(MoreTypes.asElement(type), Replicated.class));
  }

  /** A superclass that knows nothing of Understudy keeps what it wants. */
  private static boolean takesPart(ServerDeclaration server, FieldDeclaration declared) {
    return declared.owner().equals(server.element())
        || server.fields().stream()
            .anyMatch(other -> other.isState() && other.owner().equals(declared.owner()))
        || server.operations().stream()
            .anyMatch(
                operation -> declared.owner().equals(operation.method().getEnclosingElement()));
  }
}
