package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.OperationPlan;
import dev.understudy.processor.plan.ServerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes what a client needs of the replica. It must load where neither the server class nor the
 * replica is: so nothing in it is private, since private access asks for the replica as its host.
 */
final class WireWriter {

  // Each takes three bytes at the most.
  private static final int MAX_CONSTANT_CHARS = 20_000;

  private static final String RETURNED = "@return as they travel\n";

  private final ServerPlan plan;
  private final ValueCode values;

  WireWriter(ServerPlan plan) {
    this.plan = plan;
    this.values = new ValueCode(plan.wireCodecs());
  }

  TypeSpec write() {
    TypeSpec.Builder wire =
        TypeSpec.classBuilder(plan.names().wire())
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addJavadoc(
                "The operations of {@link $T} on the wire: all that a client needs to know.\n",
                plan.names().server());
    new CodecWriter(plan.wireCodecs(), plan.names().wire()).addTo(wire);
    for (OperationPlan operation : plan.operations()) {
      wire.addField(operation(operation));
    }
    if (plan.onObituary() != null) {
      wire.addField(new ObituaryCode(plan, plan.onObituary()).constant());
    }
    wire.addField(serverClass());
    wire.addMethod(
        MethodSpec.constructorBuilder()
            .addJavadoc("Makes nothing: it has constants.\n")
            .addModifiers(Modifier.PRIVATE)
            .build());
    for (OperationPlan operation : plan.offered()) {
      wire.addMethod(arguments(operation));
    }
    return wire.build();
  }

  private FieldSpec operation(OperationPlan operation) {
    List<CodeBlock> codecs = new ArrayList<>();
    codecs.add(values.codec(operation.result()));
    operation.thrown().forEach(exception -> codecs.add(values.codec(exception.codec())));
    return FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeNames.OPERATION, operation.boxedResult()),
            operation.names().constant(),
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc("$L.\n", GeneratedTypes.link(plan, operation))
        .initializer(
            "$T.$L($Z$L,$W$S,$W$T.of($L))",
            RuntimeNames.OPERATION,
            operation.isUpdate() ? "update" : "query",
            operation.index(),
            operation.signature(),
            RuntimeNames.OUTCOME_CODEC,
            CodeBlock.join(codecs, ", "))
        .build();
  }

  private FieldSpec serverClass() {
    CodeBlock operations =
        Stream.concat(
                plan.operations().stream().map(operation -> operation.names().constant()),
                plan.onObituary() == null ? Stream.of() : Stream.of(ObituaryCode.CONSTANT))
            .map(constant -> CodeBlock.of("$L", constant))
            .collect(CodeBlock.joining(",$W"));
    String first =
        plan.operations().stream()
            .filter(OperationPlan::isFirst)
            .map(operation -> operation.names().constant())
            .findFirst()
            .orElse("null");
    CodeBlock contract =
        plan.contract().stream().map(WireWriter::text).collect(CodeBlock.joining(",\n"));
    ClassName type = RuntimeNames.SERVER_CLASS;
    return FieldSpec.builder(type, "SERVER_CLASS", Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("What the compiler knows of {@link $T}.\n", plan.names().server())
        .initializer(
            "new $T($>$>\n$S,\n$T.$L,\n$T.$L,\n$L,\n$T.$L,\n$T.of($Z$L),\n$L,\n$T.join($>$>\n$S,\n$L$<$<)$<$<)",
            type,
            plan.binaryName(),
            RuntimeNames.MODE,
            plan.mode(),
            RuntimeNames.STANDBY_ROLE,
            plan.standbyRole(),
            plan.compareResults(),
            RuntimeNames.WHEN_UNPROTECTED,
            plan.whenUnprotected(),
            List.class,
            operations,
            first,
            String.class,
            "\n",
            contract)
        .build();
  }

  // A constant of a class file has at most 65,535 bytes, and constants that are added up are one.
  private static CodeBlock text(String line) {
    if (line.length() <= MAX_CONSTANT_CHARS) {
      return CodeBlock.of("$S", line);
    }
    List<CodeBlock> parts = new ArrayList<>();
    for (int at = 0; at < line.length(); at += MAX_CONSTANT_CHARS) {
      int end = Math.min(at + MAX_CONSTANT_CHARS, line.length());
      parts.add(CodeBlock.of("$S", line.substring(at, end)));
    }
    return CodeBlock.of(
        "$T.join($>$>\n$S,\n$L$<$<)", String.class, "", CodeBlock.join(parts, ",\n"));
  }

  private MethodSpec arguments(OperationPlan operation) {
    NameAllocator names = new NameAllocator();
    List<String> parameters =
        operation.parameters().stream().map(p -> names.newName(p.name())).toList();
    String out = names.newName("out");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(operation.names().method() + "Arguments")
            .addJavadoc("Encodes the arguments of {@code $L}.\n\n", operation.method())
            .addModifiers(Modifier.STATIC)
            .returns(RuntimeNames.WIRE_OUTPUT);
    if (parameters.isEmpty()) {
      return method
          .addJavadoc(RETURNED)
          .addStatement("return $T.forCall()", RuntimeNames.WIRE_OUTPUT)
          .build();
    }
    method.addStatement("$1T $2L = $1T.forCall()", RuntimeNames.WIRE_OUTPUT, out);
    for (int i = 0; i < parameters.size(); i++) {
      OperationPlan.Parameter parameter = operation.parameters().get(i);
      method.addJavadoc("@param $L as there\n", parameters.get(i));
      method.addParameter(ParameterSpec.builder(parameter.type(), parameters.get(i)).build());
      method.addStatement(
          values.write(parameter.codec(), CodeBlock.of("$L", parameters.get(i)), out));
    }
    return method.addJavadoc(RETURNED).addStatement("return $L", out).build();
  }
}
