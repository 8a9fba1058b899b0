package dev.understudy.processor.codecs;

import static com.google.auto.common.MoreElements.isAnnotationPresent;

import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.understudy.State;
import dev.understudy.processor.codecs.WireType.Failure.Making;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.names.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Takes records, {@code @Replicated} classes and exceptions apart into what is written of them. */
final class Structures {

  private static final Set<String> TOO_GENERAL =
      Set.of("java.lang.Throwable", "java.lang.Exception", "java.lang.RuntimeException");

  private final Model model;
  private final PackageElement home;
  private final CodecResolver resolver;

  Structures(Model model, PackageElement home, CodecResolver resolver) {
    this.model = model;
    this.home = home;
    this.resolver = resolver;
  }

  WireType product(DeclaredType type, Route route) {
    TypeName name = TypeName.get(type);
    TypeElement element = MoreTypes.asTypeElement(type);
    List<WireType.Field> fields = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      ExecutableType accessor =
          (ExecutableType) model.types().asMemberOf(type, component.getAccessor());
      fields.add(
          field(
              element,
              component,
              accessor.getReturnType(),
              false,
              route.member(name, component.getSimpleName().toString())));
    }
    return new WireType.Product(name, List.copyOf(fields));
  }

  @Nullable WireType replica(DeclaredType type, Route route) {
    TypeElement element = MoreTypes.asTypeElement(type);
    TypeName name = TypeName.get(type);
    if (!canBeMade(element)) {
      resolver.misfit(
          Problem.REPLICATED_WITHOUT_CONSTRUCTOR,
          route.to(Words.simple(name)),
          element.getQualifiedName(),
          home.getQualifiedName());
      return null;
    }
    return new WireType.Replica(name, stateFields(type, route));
  }

  @Nullable WireType failure(TypeMirror type, Route route) {
    if (type.getKind() != TypeKind.DECLARED) {
      return unfit(type, route, "it is not a class", "Declare one.");
    }
    TypeElement element = MoreTypes.asTypeElement(type);
    if (model.isBelow(type, "java.lang.Error")) {
      return unfit(type, route, "an Error is never a result", "Remove it from the throws clause.");
    }
    if (TOO_GENERAL.contains(element.getQualifiedName().toString())) {
      return unfit(
          type, route, "it is too general to come back as itself", "Declare a subclass of it.");
    }
    if (!element.getTypeParameters().isEmpty() || !model.canName(element, home)) {
      return unfit(type, route, "generated code cannot name it", "Make it accessible.");
    }
    if (element.getModifiers().contains(Modifier.ABSTRACT)) {
      return unfit(type, route, "it is abstract", "Declare its concrete subclasses.");
    }
    List<WireType.Field> fields = stateFields((DeclaredType) type, route);
    Making making = making(element, !fields.isEmpty());
    if (making == null) {
      return unfit(
          type,
          route,
          "it has no accessible constructor (String) or (String, Throwable), and no @State fields"
              + " beside one without arguments",
          "Add one.");
    }
    return new WireType.Failure(ClassName.get(element), making, fields);
  }

  /** Takes a sealed type apart into the concrete types below it. */
  @Nullable WireType choice(TypeElement element, CodecKey key, Route route) {
    if (!element.getTypeParameters().isEmpty()) {
      resolver.misfit(
          Problem.NO_CODEC,
          route.to(Words.simple(key.type())),
          element.getQualifiedName() + ", a generic sealed type,",
          "Make it non-generic, or name one with @Codec.");
      return null;
    }
    Set<CodecKey> subtypes = new LinkedHashSet<>();
    addSubtypes(element, key, route, subtypes);
    return new WireType.Choice(ClassName.get(element), List.copyOf(subtypes));
  }

  private void addSubtypes(TypeElement above, CodecKey key, Route route, Set<CodecKey> subtypes) {
    for (TypeMirror permitted : above.getPermittedSubclasses()) {
      TypeElement below = MoreTypes.asTypeElement(permitted);
      if (below.getModifiers().contains(Modifier.SEALED)
          && below.getModifiers().contains(Modifier.ABSTRACT)) {
        addSubtypes(below, key, route, subtypes);
      } else {
        TypeMirror raw = model.types().getDeclaredType(below);
        Route at = route.part(key.type(), "[" + below.getSimpleName() + "]");
        subtypes.add(resolver.visit(raw, null, at));
      }
    }
  }

  List<WireType.Field> stateFields(DeclaredType type, Route route) {
    List<WireType.Field> fields = new ArrayList<>();
    TypeElement element = MoreTypes.asTypeElement(type);
    for (TypeMirror above : model.types().directSupertypes(type)) {
      if (above instanceof DeclaredType superclass
          && superclass.asElement().getKind() == ElementKind.CLASS) {
        fields.addAll(stateFields(superclass, route));
      }
    }
    for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
      if (isAnnotationPresent(field, State.class)) {
        fields.add(stateField(type, element, field, route));
      }
    }
    return List.copyOf(fields);
  }

  private WireType.Field stateField(
      DeclaredType type, TypeElement owner, VariableElement field, Route route) {
    String name = field.getSimpleName().toString();
    Route at = route.member(TypeName.get(type), name);
    boolean isFinal = field.getModifiers().contains(Modifier.FINAL);
    TypeMirror fieldType = model.types().asMemberOf(type, field);
    if (field.getModifiers().contains(Modifier.STATIC)) {
      resolver.misfit(
          Problem.STATE_NOT_POSSIBLE, at.to(Words.simple(TypeName.get(fieldType))), "static");
    }
    WireType.Field read = field(owner, field, fieldType, isFinal, at);
    if (isFinal
        && resolver.graph().has(read.codec())
        && !(resolver.graph().get(read.codec()) instanceof WireType.Refillable)) {
      resolver.misfit(Problem.FINAL_STATE, at.to(Words.simple(read.type())), read.type());
    }
    return read;
  }

  private WireType.Field field(
      TypeElement owner, Element site, TypeMirror type, boolean isFinal, Route route) {
    return new WireType.Field(
        ClassName.get(owner),
        site.getSimpleName().toString(),
        TypeName.get(type),
        TypeName.get(model.types().erasure(site.asType())),
        isFinal,
        resolver.visit(type, site, route));
  }

  private boolean canBeMade(TypeElement element) {
    return element.getKind() == ElementKind.CLASS
        && !element.getModifiers().contains(Modifier.ABSTRACT)
        && (!(element.getEnclosingElement() instanceof TypeElement)
            || element.getModifiers().contains(Modifier.STATIC))
        && constructor(element, List.of());
  }

  private @Nullable Making making(TypeElement element, boolean hasState) {
    if (constructor(element, List.of("java.lang.String"))) {
      return Making.MESSAGE;
    }
    if (constructor(element, List.of("java.lang.String", "java.lang.Throwable"))) {
      return Making.MESSAGE_AND_CAUSE;
    }
    // Without state and with another constructor, what that one was given would be lost.
    boolean only = ElementFilter.constructorsIn(element.getEnclosedElements()).size() == 1;
    return (hasState || only) && constructor(element, List.of()) ? Making.NOTHING : null;
  }

  private boolean constructor(TypeElement element, List<String> parameters) {
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(element.getEnclosedElements())) {
      List<String> types =
          constructor.getParameters().stream()
              .map(parameter -> TypeName.get(model.types().erasure(parameter.asType())).toString())
              .toList();
      if (types.equals(parameters)
          && constructor.getThrownTypes().stream().allMatch(model::isUnchecked)
          && model.canReach(constructor, home)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable WireType unfit(TypeMirror type, Route route, String why, String advice) {
    resolver.misfit(
        Problem.EXCEPTION_WITHOUT_CODEC,
        route.to(Words.simple(TypeName.get(type))),
        TypeName.get(type),
        why,
        advice);
    return null;
  }
}
