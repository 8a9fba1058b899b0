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

  /** Adds the statements that write the fields of {@code value} to {@code out}. */
  void addWrites(MethodSpec.Builder method) {
    boolean unchecked = false;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      unchecked |= isUnchecked(field);
      if (values.isRefillable(field.codec())) {
        method.addStatement("$L.writeField($Z$L,$Wout)", values.codec(field.codec()), get(i));
      } else {
        method.addStatement(values.write(field.codec(), get(i), "out"));
      }
    }
    suppress(method, unchecked);
  }

  /** Adds the statements that read the fields of {@code value} from {@code in}. */
  void addReads(MethodSpec.Builder method) {
    boolean unchecked = false;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      CodeBlock codec = values.codec(field.codec());
      method.beginControlFlow("if (in.hasMore())");
      if (!values.isRefillable(field.codec())) {
        method.addStatement(
            "$L.set($Zvalue,$W$L)", handles.get(i), values.read(field.codec(), "in"));
      } else if (field.isFinal()) {
        unchecked |= isUnchecked(field);
        method.addStatement("$L.refill($L, in)", codec, get(i));
      } else {
        unchecked |= isUnchecked(field);
        method.addStatement(
            "$L.set($Zvalue,$W$L.readField($Z$L,$Win))", handles.get(i), codec, get(i));
      }
      method.endControlFlow();
    }
    suppress(method, unchecked);
  }

  /** Adds the method that tells which collections and maps are refilled, if there are any. */
  void addRefilled(TypeSpec.Builder type, TypeName owner) {
    List<CodeBlock> refilled = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.isFinal() && values.isRefillable(field.codec())) {
        refilled.add(CodeBlock.of("$L.get(value)", handles.get(i)));
      }
    }
    if (!refilled.isEmpty()) {
      type.addMethod(
          MethodSpec.methodBuilder("refilled")
              .addAnnotation(Override.class)
              .addModifiers(Modifier.PROTECTED)
              .addParameter(owner, "value")
              .returns(Object[].class)
              .addStatement("return new $T[] {$L}", Object.class, CodeBlock.join(refilled, ", "))
              .build());
    }
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
