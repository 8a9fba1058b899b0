package dev.understudy.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/** {@code @Snapshot} and {@code @Restore} come as a pair, and in place of state fields. */
final class SnapshotIsWhole implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    List<ExecutableElement> snapshots = server.snapshots();
    List<ExecutableElement> restores = server.restores();
    if (restores.isEmpty()) {
      snapshots.forEach(
          method ->
              findings.add(
                  Problem.SNAPSHOT_HALF, method, server.simpleName(), "Snapshot", "Restore"));
    }
    if (snapshots.isEmpty()) {
      restores.forEach(
          method ->
              findings.add(
                  Problem.SNAPSHOT_HALF, method, server.simpleName(), "Restore", "Snapshot"));
    }
    boolean hasState = !server.stateFields().isEmpty();
    for (ExecutableElement method : snapshots) {
      checkSignature(server, method, "Snapshot", "StateOutput", model, findings);
      if (hasState) {
        findings.add(Problem.SNAPSHOT_AND_STATE, method, server.simpleName());
      }
    }
    for (ExecutableElement method : restores) {
      checkSignature(server, method, "Restore", "StateInput", model, findings);
    }
    addFurther(server, snapshots, "Snapshot", findings);
    addFurther(server, restores, "Restore", findings);
  }

  private static void checkSignature(
      ServerDeclaration server,
      ExecutableElement method,
      String annotation,
      String parameter,
      Model model,
      Findings findings) {
    boolean fits =
        method.getReturnType().getKind() == TypeKind.VOID
            && model.canReach(method, server.home())
            && !method.getModifiers().contains(Modifier.STATIC)
            && method.getThrownTypes().stream().allMatch(model::isUnchecked)
            && method.getParameters().size() == 1
            && TypeName.get(method.getParameters().get(0).asType())
                .toString()
                .equals("dev.understudy." + parameter);
    if (!fits) {
      findings.add(
          Problem.SNAPSHOT_SIGNATURE,
          method,
          server.simpleName(),
          method.getSimpleName(),
          annotation,
          parameter);
    }
  }

  private static void addFurther(
      ServerDeclaration server,
      List<ExecutableElement> methods,
      String annotation,
      Findings findings) {
    methods.stream()
        .skip(1)
        .forEach(
            method ->
                findings.add(
                    Problem.SECOND_METHOD,
                    method,
                    server.simpleName(),
                    method.getSimpleName(),
                    annotation));
  }
}
