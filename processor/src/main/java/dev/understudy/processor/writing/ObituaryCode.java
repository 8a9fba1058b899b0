package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.OperationPlan.ContextPlace;
import dev.understudy.processor.plan.ServerPlan;
import dev.understudy.processor.plan.ServerPlan.ObituaryPlan;
import javax.lang.model.element.Modifier;

/** How a server class is told of its clients' deaths. */
final class ObituaryCode {

  /** The name of the constant that stands for the method. */
  static final String CONSTANT = "ON_OBITUARY";

  private final ServerPlan plan;
  private final ObituaryPlan told;

  ObituaryCode(ServerPlan plan, ObituaryPlan told) {
    this.plan = plan;
    this.told = told;
  }

  /** The constant, for the wire. */
  FieldSpec constant() {
    return FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeNames.OPERATION, ClassName.get(Void.class)),
            CONSTANT,
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc("$L.\n", link())
        .initializer(
            "$T.obituary($Z$L,$W$S)",
            RuntimeNames.OPERATION,
            told.index(),
            told.method() + "(ClientObituary)")
        .build();
  }

  /** The method of the replica that tells it. */
  MethodSpec tell() {
    String arguments =
        switch (told.context()) {
          case NONE -> "client";
          case FIRST -> "context, client";
          case LAST -> "client, context";
        };
    return MethodSpec.methodBuilder("obituary")
        .addJavadoc("$L.\n", link())
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addParameter(RuntimeNames.CLIENT_OBITUARY, "client")
        .addParameter(RuntimeNames.UPDATE_CONTEXT, "context")
        .addParameter(RuntimeNames.WIRE_OUTPUT, "outcome")
        .addException(Exception.class)
        .addStatement("server.$L($L)", told.method(), arguments)
        .addStatement("$T.$L.outcome().writeValue(null, outcome)", plan.names().wire(), CONSTANT)
        .build();
  }

  private CodeBlock link() {
    CodeBlock.Builder link =
        CodeBlock.builder().add("{@link $T#$L(", plan.names().server(), told.method());
    if (told.context() == ContextPlace.FIRST) {
      link.add("$T, ", RuntimeNames.UPDATE_CONTEXT);
    }
    link.add("$T", RuntimeNames.CLIENT_OBITUARY);
    if (told.context() == ContextPlace.LAST) {
      link.add(", $T", RuntimeNames.UPDATE_CONTEXT);
    }
    return link.add(")}").build();
  }
}
