package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.understudy.processor.plan.OperationPlan;
import dev.understudy.processor.plan.ServerPlan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the methods that a client and a primary have alike: one pair for each operation. */
final class CallWriter {

  private final ServerPlan plan;
  private final String caller;

  /**
   * @param caller the field that calls go to
   */
  CallWriter(ServerPlan plan, String caller) {
    this.plan = plan;
    this.caller = caller;
  }

  Stream<MethodSpec> write(OperationPlan operation) {
    return Stream.of(blocking(operation), async(operation));
  }

  private MethodSpec blocking(OperationPlan operation) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(operation.method())
            .addJavadoc(
                "Calls {@code $L}: see $L.\n",
                operation.method(),
                GeneratedTypes.link(plan, operation))
            .addModifiers(Modifier.PUBLIC)
            .returns(operation.returnType());
    if (operation.overrides()) {
      method.addAnnotation(Override.class);
    }
    operation.thrown().forEach(exception -> method.addException(exception.type()));
    boolean hasMore =
        !operation.isVoid() || !operation.parameters().isEmpty() || !operation.thrown().isEmpty();
    method.addJavadoc(hasMore ? "\n" : "");
    CodeBlock arguments = addParameters(method, operation);
    if (!operation.isVoid()) {
      method.addJavadoc("@return as there\n");
    }
    operation
        .thrown()
        .forEach(exception -> method.addJavadoc("@throws $T as there\n", exception.type()));
    return method
        .addStatement(
            "$L$L.call($Z$L.$L,$W$L)",
            operation.isVoid() ? "" : "return ",
            caller,
            GeneratedTypes.wire(plan),
            operation.names().constant(),
            arguments)
        .build();
  }

  private MethodSpec async(OperationPlan operation) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(operation.method() + "Async")
            .addJavadoc(
                "Calls {@code $L} without waiting for its outcome: see $L.\n",
                operation.method(),
                GeneratedTypes.link(plan, operation))
            .addModifiers(Modifier.PUBLIC)
            .returns(
                ParameterizedTypeName.get(
                    ClassName.get(CompletableFuture.class), operation.boxedResult()));
    method.addJavadoc("\n");
    CodeBlock arguments = addParameters(method, operation);
    return method
        .addJavadoc("@return completes with its outcome\n")
        .addStatement(
            "return $L.callAsync($Z$L.$L,$W$L)",
            caller,
            GeneratedTypes.wire(plan),
            operation.names().constant(),
            arguments)
        .build();
  }

  private CodeBlock addParameters(MethodSpec.Builder method, OperationPlan operation) {
    NameAllocator names = new NameAllocator();
    names.newName(caller);
    List<String> parameters =
        operation.parameters().stream().map(p -> names.newName(p.name())).toList();
    for (int i = 0; i < parameters.size(); i++) {
      method.addJavadoc("@param $L as there\n", parameters.get(i));
      method.addParameter(operation.parameters().get(i).type(), parameters.get(i));
    }
    method.varargs(operation.varArgs());
    return CodeBlock.of(
        "$L.$LArguments($L)",
        GeneratedTypes.wire(plan),
        operation.names().method(),
        String.join(", ", parameters));
  }
}
