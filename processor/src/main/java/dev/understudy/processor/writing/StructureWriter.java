package dev.understudy.processor.writing;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.names.Words;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the codec classes of records, {@code @Replicated} classes and exceptions. */
final class StructureWriter {

  private final ValueCode values;

  StructureWriter(ValueCode values) {
    this.values = values;
  }

  TypeSpec write(String name, WireType.Structure structure) {
    if (structure instanceof WireType.Product product) {
      return product(name, product);
    } else if (structure instanceof WireType.Replica replica) {
      return replica(name, replica);
    } else if (structure instanceof WireType.Failure failure) {
      return failure(name, failure);
    }
    throw new IllegalStateException("no codec class is written for " + structure);
  }

  private TypeSpec product(String name, WireType.Product product) {
    MethodSpec.Builder write = writeField(product.type());
    MethodSpec.Builder writeAll = writeFields(product.type());
    MethodSpec.Builder read = readFields(product.type());
    NameAllocator locals = new NameAllocator();
    List.of("in", "e").forEach(locals::newName);
    List<CodeBlock> arguments = new ArrayList<>();
    List<CodeBlock> names = new ArrayList<>();
    for (WireType.Field field : product.fields()) {
      String local = locals.newName(field.name());
      CodeBlock value = CodeBlock.of("value.$L()", field.name());
      CodeBlock written = values.write(field.codec(), value, "out");
      write.addStatement("case $L -> $L", names.size(), written);
      if (!names.isEmpty()) {
        writeAll.addStatement("field++");
      }
      writeAll.addStatement(written);
      read.addStatement(
          "$T $L =$W$L", field.type(), local, values.readIfPresent(field.codec(), "in"));
      arguments.add(CodeBlock.of("$L", local));
      names.add(CodeBlock.of("$S", field.name()));
    }
    StateFieldCode.endSwitch(write);
    writeAll
        .nextControlFlow("catch ($T | $T e)", RuntimeException.class, Error.class)
        .addStatement("throw failed(field, e, out)")
        .endControlFlow();
    CodeBlock components = CodeBlock.join(arguments, ", ");
    read.beginControlFlow("try")
        .addStatement("return new $L($L)", made(product.type()), components)
        .nextControlFlow("catch ($T | $T e)", RuntimeException.class, Error.class)
        .addStatement("throw refused($L)", refused(product, components))
        .endControlFlow();
    return begin(name, RuntimeNames.RECORD_CODEC, product.type(), CodeBlock.join(names, ",$W"))
        .addMethod(write.build())
        .addMethods(product.fields().isEmpty() ? List.of() : List.of(writeAll.build()))
        .addMethod(read.build())
        .build();
  }

  // A single array would be taken for all components.
  private static CodeBlock refused(WireType.Product product, CodeBlock components) {
    if (product.fields().isEmpty()) {
      return CodeBlock.of("e");
    }
    return product.fields().size() == 1 && product.fields().get(0).type() instanceof ArrayTypeName
        ? CodeBlock.of("e, ($T) $L", Object.class, components)
        : CodeBlock.of("e, $L", components);
  }

  private TypeSpec replica(String name, WireType.Replica replica) {
    StateFieldCode fields = new StateFieldCode(replica.fields(), values);
    TypeSpec.Builder type =
        begin(name, RuntimeNames.REPLICATED_CODEC, replica.type(), fields.names());
    MethodSpec.Builder write = writeField(replica.type());
    MethodSpec.Builder read =
        overriding("readField")
            .addParameter(int.class, "field")
            .addParameter(replica.type(), "value")
            .addParameter(RuntimeNames.WIRE_INPUT, "in");
    fields.addHandles(type);
    fields.addWrites(write, 0, true);
    fields.addReadCases(read);
    type.addMethod(
            overriding("create")
                .returns(replica.type())
                .addStatement("return new $L()", made(replica.type()))
                .build())
        .addMethod(write.build())
        .addMethod(read.build());
    fields.addHeld(type, replica.type(), false);
    fields.addRefilled(type, replica.type());
    return type.build();
  }

  private TypeSpec failure(String name, WireType.Failure failure) {
    StateFieldCode fields = new StateFieldCode(failure.fields(), values);
    CodeBlock names =
        failure.fields().isEmpty()
            ? CodeBlock.of("$S", "message")
            : CodeBlock.of("$S,$W$L", "message", fields.names());
    TypeSpec.Builder type = begin(name, RuntimeNames.RECORD_CODEC, failure.type(), names);
    fields.addHandles(type);
    MethodSpec.Builder write =
        writeField(failure.type()).addStatement("case 0 -> out.writeString(value.getMessage())");
    fields.addWrites(write, 1, false);
    MethodSpec.Builder read =
        readFields(failure.type())
            .addStatement("$T message = in.hasMore() ? in.readString() : null", String.class);
    switch (failure.making()) {
      case MESSAGE -> read.addStatement("$1T value = new $1T(message)", failure.type());
      case MESSAGE_AND_CAUSE ->
          read.addStatement(
              "$1T value = new $1T(message, ($2T) null)", failure.type(), Throwable.class);
      case NOTHING -> {
        read.addComment("The constructor takes no message, so the one that came is the same.");
        read.addStatement("$1T value = new $1T()", failure.type());
      }
    }
    fields.addReads(read);
    read.addStatement("return value");
    return type.addMethod(write.build()).addMethod(read.build()).build();
  }

  private static CodeBlock made(TypeName type) {
    return type instanceof ParameterizedTypeName parameterized
        ? CodeBlock.of("$T<>", parameterized.rawType())
        : CodeBlock.of("$T", type);
  }

  private static TypeSpec.Builder begin(
      String name, ClassName superclass, TypeName value, CodeBlock fields) {
    TypeName raw =
        value instanceof ParameterizedTypeName parameterized ? parameterized.rawType() : value;
    CodeBlock named = fields.isEmpty() ? CodeBlock.of("") : CodeBlock.of(",$W$L", fields);
    return TypeSpec.classBuilder(name)
        .addJavadoc("Writes and reads {@code $L}.\n", Words.simple(value))
        .addModifiers(Modifier.STATIC, Modifier.FINAL)
        .superclass(ParameterizedTypeName.get(superclass, value))
        .addMethod(
            MethodSpec.constructorBuilder()
                .addJavadoc("Names the fields.\n")
                .addStatement("super($Z$T.class$L)", raw, named)
                .build());
  }

  /** Begins the method that writes one field, with a switch that is still to be ended. */
  private static MethodSpec.Builder writeField(TypeName type) {
    return overriding("writeField")
        .addParameter(int.class, "field")
        .addParameter(type, "value")
        .addParameter(RuntimeNames.WIRE_OUTPUT, "out")
        .beginControlFlow("switch (field)");
  }

  /** Begins the method that writes all fields in a row, whose try is still to be ended. */
  private static MethodSpec.Builder writeFields(TypeName type) {
    return overriding("writeFields")
        .addParameter(type, "value")
        .addParameter(RuntimeNames.WIRE_OUTPUT, "out")
        .addStatement("int field = 0")
        .beginControlFlow("try");
  }

  private static MethodSpec.Builder readFields(TypeName type) {
    return overriding("readFields").returns(type).addParameter(RuntimeNames.WIRE_INPUT, "in");
  }

  private static MethodSpec.Builder overriding(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED);
  }
}
