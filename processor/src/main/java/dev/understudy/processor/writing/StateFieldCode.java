package dev.understudy.processor.writing;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.understudy.processor.codecs.WireType.Field;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.StateFieldNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The code that writes and reads state fields through handles. */
final class StateFieldCode {

  private final List<Field> fields;
  private final List<String> handles;
  private final ValueCode values;

  StateFieldCode(List<Field> fields, ValueCode values) {
    this.fields = fields;
    this.handles = StateFieldNames.of(fields);
    this.values = values;
  }

  /** Adds the handles of the fields to the class that uses them. */
  void addHandles(TypeSpec.Builder type) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      type.addField(
          FieldSpec.builder(VarHandle.class, handles.get(i))
              .addJavadoc("The field {@code $L}.\n", field.name())
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer(
                  "$T.handle($Z$T.lookup(),$W$T.class,$W$S,$W$T.class)",
                  RuntimeNames.STATE_FIELD,
                  MethodHandles.class,
                  field.owner(),
                  field.name(),
                  field.erasedType())
              .build());
    }
  }

  /** The names of the fields, as arguments. */
  CodeBlock names() {
    return fields.stream()
        .map(field -> CodeBlock.of("$S", field.name()))
        .collect(CodeBlock.joining(",$W"));
  }

  /**
   * Adds the cases that each write one field of {@code value} to {@code out}, and ends the switch.
   *
   * @param first the number of the first field
   * @param hasOwn whether it is known what the constructor leaves in a field
   */
  void addWrites(MethodSpec.Builder method, int first, boolean hasOwn) {
    boolean unchecked = false;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      unchecked |= isUnchecked(field);
      CodeBlock write;
      if (values.isRefillable(field.codec())) {
        CodeBlock own =
            hasOwn && !field.isFinal()
                ? CodeBlock.of("own($L)", i)
                : CodeBlock.of("$T.ANY", RuntimeNames.OWN_KIND);
        write =
            CodeBlock.of(
                "$L.writeField($Z$L,$W$L,$Wout)", values.codec(field.codec()), get(i), own);
      } else {
        write = values.write(field.codec(), get(i), "out");
      }
      method.addStatement("case $L -> $L", first + i, write);
    }
    endSwitch(method);
    suppress(method, unchecked);
  }

  /** Ends a switch over the numbers of fields. */
  static void endSwitch(MethodSpec.Builder method) {
    method.addStatement("default -> throw new $T(field)", IndexOutOfBoundsException.class);
    method.endControlFlow();
  }

  /** Adds the cases that each read one field of {@code value} from {@code in}. */
  void addReadCases(MethodSpec.Builder method) {
    boolean unchecked = false;
    method.beginControlFlow("switch (field)");
    for (int i = 0; i < fields.size(); i++) {
      unchecked |= isUncheckedRead(fields.get(i));
      method.addStatement("case $L -> $L", i, read(i));
    }
    endSwitch(method);
    suppress(method, unchecked);
  }

  /** Adds the statements that read the fields of {@code value} from {@code in}. */
  void addReads(MethodSpec.Builder method) {
    boolean unchecked = false;
    for (int i = 0; i < fields.size(); i++) {
      unchecked |= isUncheckedRead(fields.get(i));
      method.beginControlFlow("if (in.hasMore())");
      method.addStatement(read(i));
      method.endControlFlow();
    }
    suppress(method, unchecked);
  }

  private CodeBlock read(int i) {
    Field field = fields.get(i);
    CodeBlock codec = values.codec(field.codec());
    if (!values.isRefillable(field.codec())) {
      return CodeBlock.of("$L.set($Zvalue,$W$L)", handles.get(i), values.read(field.codec(), "in"));
    } else if (field.isFinal()) {
      return CodeBlock.of("$L.refill($L, in)", codec, get(i));
    }
    return CodeBlock.of("$L.set($Zvalue,$W$L.readField($Z$L,$Win))", handles.get(i), codec, get(i));
  }

  private boolean isUncheckedRead(Field field) {
    return values.isRefillable(field.codec()) && isUnchecked(field);
  }

  /**
   * Adds the method that tells what the fields hold which are compared with what the constructor
   * leaves in them.
   *
   * @param finalToo whether the final ones are asked for, too
   */
  void addHeld(TypeSpec.Builder type, TypeName owner, boolean finalToo) {
    List<Integer> held = refillable(finalToo);
    if (held.isEmpty()) {
      return;
    }
    MethodSpec.Builder method =
        overriding("held")
            .addParameter(int.class, "field")
            .addParameter(owner, "value")
            .returns(Object.class)
            .beginControlFlow("return switch (field)");
    held.forEach(i -> method.addStatement("case $L -> $L.get(value)", i, handles.get(i)));
    type.addMethod(method.addStatement("default -> null").addCode("$<};\n").build());
  }

  /** Adds the methods by which what an update has assigned is looked at, and replaced. */
  void addAssign(TypeSpec.Builder type, TypeName owner) {
    List<Integer> assigned = refillable(false);
    if (assigned.isEmpty()) {
      return;
    }
    MethodSpec.Builder assign =
        overriding("assign")
            .addParameter(int.class, "field")
            .addParameter(owner, "target")
            .addParameter(Object.class, "value")
            .beginControlFlow("switch (field)");
    MethodSpec.Builder codec =
        overriding("codec")
            .addParameter(int.class, "field")
            .returns(
                ParameterizedTypeName.get(
                    RuntimeNames.REFILLABLE_CODEC, WildcardTypeName.subtypeOf(Object.class)))
            .beginControlFlow("return switch (field)");
    boolean unchecked = false;
    for (int i : assigned) {
      Field field = fields.get(i);
      unchecked |= isUnchecked(field);
      assign.addStatement(
          "case $L -> $L.set($Ztarget,$W($T) value)", i, handles.get(i), field.type());
      codec.addStatement("case $L -> $L", i, values.codec(field.codec()));
    }
    assign.addStatement("default -> super.assign(field, target, value)").endControlFlow();
    codec.addStatement("default -> super.codec(field)").addCode("$<};\n");
    suppress(assign, unchecked);
    type.addMethod(assign.build()).addMethod(codec.build());
  }

  private List<Integer> refillable(boolean finalToo) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (values.isRefillable(field.codec()) && (finalToo || !field.isFinal())) {
        places.add(i);
      }
    }
    return places;
  }

  /** Adds the method that tells which collections and maps are refilled, if there are any. */
  void addRefilled(TypeSpec.Builder type, TypeName owner) {
    List<CodeBlock> refilled = new ArrayList<>();
    for (int i : refillable(true)) {
      if (fields.get(i).isFinal()) {
        refilled.add(CodeBlock.of("$L.get(value)", handles.get(i)));
      }
    }
    if (!refilled.isEmpty()) {
      type.addMethod(
          overriding("refilled")
              .addParameter(owner, "value")
              .returns(Object[].class)
              .addStatement("return new $T[] {$L}", Object.class, CodeBlock.join(refilled, ", "))
              .build());
    }
  }

  private static MethodSpec.Builder overriding(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED);
  }

  private CodeBlock get(int i) {
    return CodeBlock.of("($T) $L.get(value)", fields.get(i).type(), handles.get(i));
  }

  private static void suppress(MethodSpec.Builder method, boolean unchecked) {
    if (unchecked) {
      method.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "$S", "unchecked")
              .build());
    }
  }

  private static boolean isUnchecked(Field field) {
    return isUnchecked(field.type());
  }

  private static boolean isUnchecked(TypeName type) {
    return type instanceof ParameterizedTypeName
        || type instanceof TypeVariableName
        || (type instanceof ArrayTypeName array && isUnchecked(array.componentType()));
  }
}
