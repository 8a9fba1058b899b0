package dev.understudy.processor.codecs;

import static com.google.auto.common.MoreElements.isAnnotationPresent;

import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.understudy.Replicated;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.names.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds the codec of every type that one server class needs, or says why there is none. */
public final class CodecResolver {

  /** Types nested deeper than this come from a generic record that grows with each step. */
  private static final int MAX_DEPTH = 64;

  private final Model model;
  private final PackageElement home;
  private final CodecGraph graph = new CodecGraph();
  private final CustomCodecs customs;
  private final Structures structures;

  private final Set<CodecKey> underway = new LinkedHashSet<>();
  private boolean metDeprecated;
  private boolean metLombok;
  private List<Misfit> misfits = new ArrayList<>();
  private List<String> unresolved = new ArrayList<>();

  /**
   * @param home the package of the generated code
   */
  public CodecResolver(Model model, PackageElement home) {
    this.model = model;
    this.home = home;
    this.customs = new CustomCodecs(model, home);
    this.structures = new Structures(model, home, this);
  }

  /** All that was resolved so far. */
  public CodecGraph graph() {
    return graph;
  }

  /**
   * Finds the codec of a parameter, a result or a field.
   *
   * @param site what may carry {@code @Codec}
   */
  public Resolution resolve(TypeMirror type, Element site, Route route) {
    begin();
    return end(visit(type, site, route));
  }

  /** Whether any type that was met is deprecated. */
  public boolean metDeprecated() {
    return metDeprecated;
  }

  /** Whether Lombok is to make members of any type that was met. */
  public boolean metLombok() {
    return metLombok;
  }

  /** Finds the codec of a declared exception. */
  public Resolution resolveException(TypeMirror type, Route route) {
    begin();
    CodecKey key = CodecKey.of(TypeName.get(type));
    if (type.getKind() == TypeKind.ERROR) {
      unresolved.add(type.toString());
    } else if (!graph.has(key)) {
      look(type);
      WireType failure = structures.failure(type, route);
      if (failure != null) {
        graph.put(key, failure);
      }
    }
    return end(key);
  }

  /** Adds a reason why the type that is being resolved has no codec. */
  void misfit(Problem problem, Object... arguments) {
    misfits.add(Misfit.of(problem, arguments));
  }

  /** Adds a type that the compiler does not know. */
  void unresolved(TypeMirror type) {
    unresolved.add(type.toString());
  }

  CodecKey visit(TypeMirror type, @Nullable Element site, Route route) {
    CustomCodecs.@Nullable Found custom = site == null ? null : customs.on(site, type, route, this);
    if (custom == null && type.getKind() == TypeKind.DECLARED) {
      custom = customs.on(MoreTypes.asTypeElement(type), type, route, this);
    }
    look(type);
    CodecKey key = new CodecKey(nameOf(type), custom == null ? null : custom.codec());
    if (graph.has(key) || !underway.add(key)) {
      return key;
    }
    if (underway.size() > MAX_DEPTH) {
      tooDeep(route, type);
    } else {
      WireType found = custom == null ? find(type, key, route) : custom.wireType();
      if (found != null) {
        graph.put(key, found);
      }
    }
    underway.remove(key);
    return key;
  }

  private void look(TypeMirror type) {
    if (type.getKind() == TypeKind.DECLARED) {
      TypeElement element = MoreTypes.asTypeElement(type);
      metDeprecated |= model.elements().isDeprecated(element);
      metLombok |= model.awaitsLombok(element);
    }
  }

  private void tooDeep(Route route, TypeMirror type) {
    if (misfits.isEmpty()) {
      misfit(
          Problem.INDEFINITE_TYPE,
          route.to(simple(type)),
          "a generic type that contains a larger instance of itself",
          "Give it an end.");
    }
  }

  private static TypeName nameOf(TypeMirror type) {
    return type.getKind() == TypeKind.VOID ? ClassName.get(Void.class) : TypeName.get(type);
  }

  private @Nullable WireType find(TypeMirror type, CodecKey key, Route route) {
    return switch (type.getKind()) {
      case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE ->
          new WireType.Simple(type.getKind().name());
      case VOID -> new WireType.Simple("VOID");
      case ARRAY -> array((ArrayType) type, key, route);
      case DECLARED -> declared((DeclaredType) type, key, route);
      case ERROR -> {
        unresolved(type);
        yield null;
      }
      case TYPEVAR, WILDCARD -> {
        misfit(
            Problem.INDEFINITE_TYPE,
            route.to(key.type().toString()),
            type.getKind() == TypeKind.WILDCARD ? "a wildcard" : "a type variable",
            "Name the type.");
        yield null;
      }
      default -> {
        noCodec(type, route);
        yield null;
      }
    };
  }

  private @Nullable WireType array(ArrayType type, CodecKey key, Route route) {
    TypeMirror component = type.getComponentType();
    if (component.getKind().isPrimitive()) {
      return new WireType.Simple(component.getKind().name() + "S");
    }
    CodecKey part = visit(component, null, route.part(key.type(), "[0]"));
    return new WireType.Array(TypeName.get(model.types().erasure(component)), part);
  }

  private @Nullable WireType declared(DeclaredType type, CodecKey key, Route route) {
    TypeElement element = MoreTypes.asTypeElement(type);
    String simple = KnownTypes.simple().get(element.getQualifiedName().toString());
    if (simple != null) {
      return new WireType.Simple(simple);
    }
    if (!model.canName(element, home)) {
      misfit(
          Problem.INACCESSIBLE_TYPE,
          route.to(simple(type)),
          element.getQualifiedName(),
          packageName());
      return null;
    }
    if (type.getTypeArguments().size() != element.getTypeParameters().size()) {
      misfit(
          Problem.INDEFINITE_TYPE,
          route.to(simple(type)),
          element.getQualifiedName() + " without type arguments",
          "Name them.");
      return null;
    }
    WireType known = ofJdk(type, element, key, route);
    if (known != null) {
      return known;
    }
    if (element.getKind() == ElementKind.ENUM) {
      return enumeration(element);
    }
    if (element.getKind() == ElementKind.RECORD) {
      return structures.product(type, route);
    }
    if (isAnnotationPresent(element, Replicated.class)) {
      return structures.replica(type, route);
    }
    if (element.getModifiers().contains(Modifier.SEALED)
        && element.getModifiers().contains(Modifier.ABSTRACT)) {
      return structures.choice(element, key, route);
    }
    noCodec(type, route);
    return null;
  }

  private @Nullable WireType ofJdk(
      DeclaredType type, TypeElement element, CodecKey key, Route route) {
    String name = element.getQualifiedName().toString();
    ClassName declared = ClassName.get(element);
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (KnownTypes.COLLECTIONS.contains(name)) {
      return new WireType.Gathering(declared, part(arguments.get(0), key, "[0]", route));
    }
    if (KnownTypes.MAPS.contains(name)) {
      return new WireType.Mapping(
          declared,
          part(arguments.get(0), key, "[key]", route),
          part(arguments.get(1), key, "[value]", route));
    }
    switch (name) {
      case "java.util.Optional":
        return new WireType.Maybe(part(arguments.get(0), key, "[0]", route));
      case "java.util.EnumSet":
        CodecKey element0 = part(arguments.get(0), key, "[0]", route);
        return isEnum(arguments.get(0))
            ? new WireType.EnumGathering((ClassName) element0.type(), element0)
            : null;
      case "java.util.EnumMap":
        CodecKey enumKey = part(arguments.get(0), key, "[key]", route);
        CodecKey value = part(arguments.get(1), key, "[value]", route);
        return isEnum(arguments.get(0))
            ? new WireType.EnumMapping((ClassName) enumKey.type(), enumKey, value)
            : null;
      default:
        return null;
    }
  }

  private CodecKey part(TypeMirror type, CodecKey whole, String step, Route route) {
    return visit(type, null, route.part(whole.type(), step));
  }

  private static boolean isEnum(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        && MoreTypes.asElement(type).getKind() == ElementKind.ENUM;
  }

  private static WireType enumeration(TypeElement element) {
    List<String> constants =
        element.getEnclosedElements().stream()
            .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
            .map(member -> member.getSimpleName().toString())
            .toList();
    return new WireType.Enumeration(ClassName.get(element), constants);
  }

  void noCodec(TypeMirror type, Route route) {
    misfit(
        Problem.NO_CODEC,
        route.to(simple(type)),
        type.getKind() == TypeKind.DECLARED
            ? MoreTypes.asTypeElement(type).getQualifiedName()
            : type.toString(),
        Advice.on(type));
  }

  private static String simple(TypeMirror type) {
    return Words.simple(TypeName.get(type));
  }

  private String packageName() {
    return home.isUnnamed() ? "(unnamed)" : home.getQualifiedName().toString();
  }

  private void begin() {
    misfits = new ArrayList<>();
    unresolved = new ArrayList<>();
  }

  private Resolution end(CodecKey key) {
    return new Resolution(key, List.copyOf(misfits), List.copyOf(unresolved));
  }
}
