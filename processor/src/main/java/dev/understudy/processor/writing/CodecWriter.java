package dev.understudy.processor.writing;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.names.Words;
import dev.understudy.processor.plan.CodecPlan;
import javax.lang.model.element.Modifier;

/** Adds the codecs of a plan to the class that holds them: constants, and nested codec classes. */
final class CodecWriter {

  private final CodecPlan codecs;
  private final ClassName holder;

  CodecWriter(CodecPlan codecs, ClassName holder) {
    this.codecs = codecs;
    this.holder = holder;
  }

  void addTo(TypeSpec.Builder type) {
    StructureWriter structures = new StructureWriter(new ValueCode(codecs));
    for (CodecPlan.Constant constant : codecs.constants()) {
      type.addField(constant(constant));
      if (constant.type() instanceof WireType.Structure structure) {
        type.addType(structures.write(constant.codecClass(), structure));
      }
    }
  }

  private FieldSpec constant(CodecPlan.Constant constant) {
    TypeName value = constant.key().type().box();
    ClassName kind =
        constant.type() instanceof WireType.Refillable
            ? RuntimeNames.REFILLABLE_CODEC
            : RuntimeNames.WIRE_CODEC;
    FieldSpec.Builder field =
        FieldSpec.builder(
                ParameterizedTypeName.get(kind, value),
                constant.name(),
                Modifier.STATIC,
                Modifier.FINAL)
            .addJavadoc("Writes and reads {@code $L}.\n", Words.simple(value))
            .initializer(initializer(constant));
    if (constant.type() instanceof WireType.Array array
        && !array.erasedComponent().equals(array.component().type())) {
      field.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "$S", "unchecked")
              .build());
    }
    return field.build();
  }

  private CodeBlock initializer(CodecPlan.Constant constant) {
    ClassName runtime = RuntimeNames.CODECS;
    WireType type = constant.type();
    if (type instanceof WireType.Structure) {
      return CodeBlock.of("new $T()", holder.nestedClass(constant.codecClass()));
    } else if (type instanceof WireType.Enumeration enumeration) {
      return CodeBlock.of("$T.enumeration($T.class)", runtime, enumeration.type());
    } else if (type instanceof WireType.Array array) {
      return CodeBlock.of(
          "$T.array($Z$L,$W$T[]::new)", runtime, codec(array.component()), array.erasedComponent());
    } else if (type instanceof WireType.Maybe maybe) {
      return CodeBlock.of("$T.optional($Z$L)", runtime, codec(maybe.value()));
    } else if (type instanceof WireType.Gathering gathering) {
      return CodeBlock.of(
          "$T.collection($Z$T.class,$W$L)",
          runtime,
          gathering.declared(),
          codec(gathering.element()));
    } else if (type instanceof WireType.Mapping mapping) {
      return CodeBlock.of(
          "$T.map($Z$T.class,$W$L,$W$L)",
          runtime,
          mapping.declared(),
          codec(mapping.key()),
          codec(mapping.value()));
    } else if (type instanceof WireType.EnumGathering set) {
      return CodeBlock.of("$T.enumSet($T.class)", runtime, set.enumeration());
    } else if (type instanceof WireType.EnumMapping map) {
      return CodeBlock.of(
          "$T.enumMap($Z$T.class,$W$L)", runtime, map.enumeration(), codec(map.value()));
    } else if (type instanceof WireType.Choice choice) {
      return choice(choice);
    } else if (type instanceof WireType.Custom custom) {
      return CodeBlock.of("$T.of(new $T())", runtime, custom.codec());
    }
    throw new IllegalStateException("no constant is made for " + constant.key());
  }

  private CodeBlock choice(WireType.Choice choice) {
    CodeBlock subtypes =
        choice.subtypes().stream()
            .map(
                subtype ->
                    CodeBlock.of(
                        "$T.subtype($T.class, $L)",
                        RuntimeNames.CODECS,
                        subtype.type(),
                        codec(subtype)))
            .collect(CodeBlock.joining(",\n"));
    return CodeBlock.of(
        "$T.sealed($>$>\n$T.class,\n$L$<$<)", RuntimeNames.CODECS, choice.type(), subtypes);
  }

  private CodeBlock codec(CodecKey key) {
    return codecs.expression(key);
  }
}
