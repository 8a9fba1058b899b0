package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.ServerPlan;
import dev.understudy.processor.plan.ServerPlan.OnPrimaryPlan;
import javax.lang.model.element.Modifier;

/** Writes the wrapper of the process that waits. */
final class StandbyWriter implements FileWriter {

  @Override
  public TypeSpec write(ServerPlan plan) {
    ClassName replica = plan.names().replica();
    return GeneratedTypes.begin(
            plan,
            plan.names().standby(),
            CodeBlock.of(
                "The standby of {@link $T}, mode $L, standby role $L: how it learns that the primary"
                    + " died, how it\ndigests updates, and what happens when it is on stage.\n",
                plan.names().server(),
                plan.mode(),
                plan.standbyRole()))
        .addSuperinterface(RuntimeNames.STANDBY)
        .addField(
            FieldSpec.builder(replica, "replica")
                .addJavadoc("What it keeps.\n")
                .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                .build())
        .addMethod(
            MethodSpec.constructorBuilder()
                .addJavadoc(
                    "Makes the standby that keeps a replica.\n\n@param replica of a new server object\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(replica, "replica")
                .addStatement("this.replica = replica")
                .build())
        .addMethod(overriding("replica").returns(replica).addStatement("return replica").build())
        .addMethod(obituarySource(plan))
        .addMethod(digest())
        .addMethod(promoted(plan))
        .build();
  }

  private static MethodSpec obituarySource(ServerPlan plan) {
    ObituaryText text =
        ObituaryText.of(Mode.valueOf(plan.mode()), StandbyRole.valueOf(plan.standbyRole()));
    return overriding("obituarySource")
        .addJavadoc("$L\n", text.javadoc())
        .returns(RuntimeNames.OBITUARY_SOURCE)
        .addStatement("return $T.$L", RuntimeNames.OBITUARY_SOURCE, text.constant())
        .build();
  }

  private static MethodSpec digest() {
    return overriding("digest")
        .addParameter(int.class, "operation")
        .addParameter(RuntimeNames.WIRE_INPUT, "arguments")
        .addParameter(RuntimeNames.UPDATE_CONTEXT, "context")
        .addParameter(RuntimeNames.WIRE_OUTPUT, "outcome")
        .addException(Exception.class)
        .addStatement("replica.apply(operation, arguments, context, outcome)")
        .build();
  }

  private static MethodSpec promoted(ServerPlan plan) {
    MethodSpec.Builder method =
        overriding("promoted")
            .addParameter(RuntimeNames.CALLER, "writer")
            .addException(Exception.class);
    if (plan.onPrimary().isEmpty()) {
      return method.addComment("$T has no method with @OnPrimary.", plan.names().server()).build();
    }
    if (plan.onPrimary().stream().anyMatch(OnPrimaryPlan::takesPrimary)) {
      method.addStatement("$1T primary = new $1T(writer)", plan.names().primary());
    }
    for (OnPrimaryPlan told : plan.onPrimary()) {
      method.addStatement(
          "replica.server().$L($L)", told.method(), told.takesPrimary() ? "primary" : "");
    }
    return method.build();
  }

  private static MethodSpec.Builder overriding(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
