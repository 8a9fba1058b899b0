package dev.understudy.processor.writing;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.RuntimeNames;
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
    MethodSpec.Builder write = writeFields(product.type());
    MethodSpec.Builder read = readFields(product.type());
    NameAllocator locals = new NameAllocator();
    locals.newName("in");
    List<CodeBlock> arguments = new ArrayList<>();
    for (WireType.Field field : product.fields()) {
      String local = locals.newName(field.name());
      write.addStatement(
          values.write(field.codec(), CodeBlock.of("value.$L()", field.name()), "out"));
      read.addStatement(
          "$T $L =$W$L", field.type(), local, values.readIfPresent(field.codec(), "in"));
      arguments.add(CodeBlock.of("$L", local));
    }
    read.addStatement("return new $L($L)", made(product.type()), CodeBlock.join(arguments, ", "));
    return begin(name, ParameterizedTypeName.get(RuntimeNames.RECORD_CODEC, product.type()))
        .addMethod(write.build())
        .addMethod(read.build())
        .build();
  }

  private TypeSpec replica(String name, WireType.Replica replica) {
    StateFieldCode fields = new StateFieldCode(replica.fields(), values);
    TypeSpec.Builder type =
        begin(name, ParameterizedTypeName.get(RuntimeNames.REPLICATED_CODEC, replica.type()));
    MethodSpec.Builder write = writeFields(replica.type());
    MethodSpec.Builder read =
        overriding("readFields")
            .addParameter(replica.type(), "value")
            .addParameter(RuntimeNames.WIRE_INPUT, "in");
    fields.addHandles(type);
    fields.addWrites(write);
    fields.addReads(read);
    type.addMethod(
            overriding("create")
                .returns(replica.type())
                .addStatement("return new $L()", made(replica.type()))
                .build())
        .addMethod(write.build())
        .addMethod(read.build());
    fields.addRefilled(type, replica.type());
    return type.build();
  }

  private TypeSpec failure(String name, WireType.Failure failure) {
    StateFieldCode fields = new StateFieldCode(failure.fields(), values);
    TypeSpec.Builder type =
        begin(name, ParameterizedTypeName.get(RuntimeNames.RECORD_CODEC, failure.type()));
    fields.addHandles(type);
    MethodSpec.Builder write =
        writeFields(failure.type()).addStatement("out.writeString(value.getMessage())");
    fields.addWrites(write);
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

  private static TypeSpec.Builder begin(String name, TypeName superclass) {
    return TypeSpec.classBuilder(name)
        .addModifiers(Modifier.STATIC, Modifier.FINAL)
        .superclass(superclass);
  }

  private static MethodSpec.Builder writeFields(TypeName type) {
    return overriding("writeFields")
        .addParameter(type, "value")
        .addParameter(RuntimeNames.WIRE_OUTPUT, "out");
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
