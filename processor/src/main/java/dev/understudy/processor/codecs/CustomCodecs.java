package dev.understudy.processor.codecs;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.understudy.Codec;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.names.Words;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** The codecs of the user's own: reads {@code @Codec}, and checks that what it names fits. */
final class CustomCodecs {

  private static final String VALUE_CODEC = "dev.understudy.ValueCodec";

  private final Model model;
  private final PackageElement home;

  CustomCodecs(Model model, PackageElement home) {
    this.model = model;
    this.home = home;
  }

  /**
   * A codec that was named.
   *
   * @param codec its class
   * @param wireType how to use it, or null if it does not fit
   */
  record Found(ClassName codec, WireType.@Nullable Custom wireType) {}

  /** The codec that an element names for a type, or null. */
  @Nullable Found on(Element site, TypeMirror type, Route route, CodecResolver resolver) {
    AnnotationMirror annotation = MoreElements.getAnnotationMirror(site, Codec.class).orNull();
    if (annotation == null) {
      return null;
    }
    Object value = AnnotationMirrors.getAnnotationValue(annotation, "value").getValue();
    if (!(value instanceof DeclaredType codec) || codec.getKind() == TypeKind.ERROR) {
      resolver.unresolved(site.asType());
      return new Found(ClassName.get("", "Unknown"), null);
    }
    TypeElement element = MoreTypes.asTypeElement(codec);
    ClassName name = ClassName.get(element);
    TypeMirror boxed =
        type.getKind().isPrimitive()
            ? model.types().boxedClass((PrimitiveType) type).asType()
            : type;
    String fault = fault(element, codec, boxed);
    if (fault == null) {
      return new Found(name, new WireType.Custom(TypeName.get(boxed), name));
    }
    resolver.misfit(
        Problem.CODEC_MISFIT,
        route.to(Words.simple(TypeName.get(type))),
        name.simpleName(),
        fault,
        "Name a class that implements ValueCodec<"
            + Words.simple(TypeName.get(boxed))
            + "> and has a constructor without arguments.");
    return new Found(name, null);
  }

  private @Nullable String fault(TypeElement element, DeclaredType codec, TypeMirror type) {
    TypeMirror written = written(codec);
    if (written == null) {
      return "is no ValueCodec of a definite type";
    }
    if (!model.types().isSameType(written, type)) {
      return "is for " + Words.simple(TypeName.get(written));
    }
    if (element.getKind() != ElementKind.CLASS
        || element.getModifiers().contains(Modifier.ABSTRACT)
        || (element.getEnclosingElement() instanceof TypeElement
            && !element.getModifiers().contains(Modifier.STATIC))) {
      return "cannot be made: it is abstract or an inner class";
    }
    return model.canName(element, home) && hasConstructor(element)
        ? null
        : "has no constructor that generated code can reach";
  }

  private boolean hasConstructor(TypeElement element) {
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(element.getEnclosedElements())) {
      if (constructor.getParameters().isEmpty()
          && constructor.getThrownTypes().stream().allMatch(model::isUnchecked)
          && model.canReach(constructor, home)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable TypeMirror written(TypeMirror codec) {
    if (codec instanceof DeclaredType declared
        && MoreTypes.asTypeElement(declared).getQualifiedName().contentEquals(VALUE_CODEC)) {
      return declared.getTypeArguments().isEmpty() ? null : declared.getTypeArguments().get(0);
    }
    for (TypeMirror above : model.types().directSupertypes(codec)) {
      TypeMirror written = written(above);
      if (written != null) {
        return written;
      }
    }
    return null;
  }
}
