package dev.understudy.processor.declaration;

import static com.google.auto.common.MoreElements.isAnnotationPresent;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Restore;
import dev.understudy.Snapshot;
import dev.understudy.State;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.CodecResolver;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.codecs.Resolution;
import dev.understudy.processor.codecs.Route;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.declaration.ServerDeclaration.FieldDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.OnPrimaryDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.Start;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.names.GeneratedNames;
import dev.understudy.processor.names.RuntimeNames;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads a server class: all that can be read, also of one that is wrong. */
public final class DeclarationReader {

  private final Model model;
  private final SettingsReader settings;

  /** Makes a reader. */
  public DeclarationReader(Model model, SettingsReader settings) {
    this.model = model;
    this.settings = settings;
  }

  /** Reads a class; a compiler's option that cannot be is a finding. */
  public ServerDeclaration read(TypeElement element, Findings findings) {
    PackageElement home = model.packageOf(element);
    GeneratedNames names = new GeneratedNames(ClassName.get(element));
    CodecResolver resolver = new CodecResolver(model, home);
    List<String> unresolved = new ArrayList<>();
    Lineage lineage = new Lineage(model, element, unresolved);
    List<OperationDeclaration> operations =
        new OperationReader(model, resolver).read(element, lineage);
    List<FieldDeclaration> fields = fields(element, lineage.classes(), resolver);
    List<InterfaceDeclaration> interfaces =
        new InterfaceReader(model, home, unresolved).read(element, operations);
    AnnotationMirror annotation =
        MoreElements.getAnnotationMirror(element, HighlyAvailable.class).get();
    operations.forEach(operation -> addUnresolved(operation, unresolved));
    fields.forEach(field -> unresolved.addAll(field.codec().unresolved()));
    return new ServerDeclaration(
        element,
        home,
        names,
        model.elements().getBinaryName(element).toString(),
        isPublic(element),
        canBeMarked(element),
        resolver.metDeprecated() || isDeprecated(element, operations),
        resolver.metLombok() || lineage.classes().stream().anyMatch(model::awaitsLombok),
        settings.read(element, annotation, findings),
        operations,
        fields,
        annotated(lineage, Snapshot.class),
        annotated(lineage, Restore.class),
        onPrimary(lineage, names, interfaces, home),
        new ObituaryReader(model).read(element, lineage),
        interfaces,
        start(element, home),
        resolver.graph(),
        List.copyOf(unresolved));
  }

  private List<FieldDeclaration> fields(
      TypeElement element, List<TypeElement> lineage, CodecResolver resolver) {
    List<FieldDeclaration> fields = new ArrayList<>();
    DeclaredType type = (DeclaredType) element.asType();
    for (int i = lineage.size() - 1; i >= 0; i--) {
      for (VariableElement field : ElementFilter.fieldsIn(lineage.get(i).getEnclosedElements())) {
        fields.add(field(type, lineage.get(i), field, resolver));
      }
    }
    return List.copyOf(fields);
  }

  private FieldDeclaration field(
      DeclaredType type, TypeElement owner, VariableElement field, CodecResolver resolver) {
    String name = field.getSimpleName().toString();
    TypeMirror fieldType = model.types().asMemberOf(model.above(type, owner), field);
    boolean isState = isAnnotationPresent(field, State.class);
    Resolution codec =
        isState
            ? resolver.resolve(fieldType, field, Route.ofState(name))
            : new Resolution(CodecKey.of(TypeName.get(fieldType)), List.of(), List.of());
    return new FieldDeclaration(
        field,
        owner,
        isState,
        new WireType.Field(
            ClassName.get(owner),
            name,
            TypeName.get(fieldType),
            TypeName.get(model.types().erasure(field.asType())),
            field.getModifiers().contains(Modifier.FINAL),
            codec.key()),
        codec);
  }

  private static List<ExecutableElement> annotated(
      Lineage lineage, Class<? extends Annotation> annotation) {
    return List.copyOf(lineage.methods(List.of(annotation)).keySet());
  }

  private List<OnPrimaryDeclaration> onPrimary(
      Lineage lineage,
      GeneratedNames names,
      List<InterfaceDeclaration> interfaces,
      PackageElement home) {
    return annotated(lineage, OnPrimary.class).stream()
        .map(
            method ->
                new OnPrimaryDeclaration(
                    method,
                    method.getSimpleName().toString(),
                    method.getParameters().size(),
                    canBeTold(method, names, interfaces, home)))
        .toList();
  }

  private boolean canBeTold(
      ExecutableElement method,
      GeneratedNames names,
      List<InterfaceDeclaration> interfaces,
      PackageElement home) {
    if (!model.canReach(method, home)
        || method.getModifiers().contains(Modifier.STATIC)
        || method.getParameters().size() > 1) {
      return false;
    }
    return method.getParameters().isEmpty()
        || isPrimary(method.getParameters().get(0).asType(), names, interfaces);
  }

  private boolean isPrimary(
      TypeMirror type, GeneratedNames names, List<InterfaceDeclaration> interfaces) {
    // The generated type is not there yet: what is known of it is the name that stands here.
    if (type.getKind() == TypeKind.ERROR) {
      String name = type.toString();
      return name.equals(names.primary().simpleName())
          || name.equals(names.primary().canonicalName());
    }
    TypeName name = TypeName.get(type);
    return name.equals(names.primary())
        || interfaces.stream()
            .anyMatch(known -> known.obstacle().isEmpty() && known.all().contains(name));
  }

  private Start start(TypeElement element, PackageElement home) {
    boolean hasConstructor =
        ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
            .anyMatch(
                constructor ->
                    constructor.getParameters().isEmpty()
                        && constructor.getThrownTypes().stream().allMatch(model::isUnchecked)
                        && model.canReach(constructor, home));
    for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
      if (isLaunch(method, home)) {
        return new Start(
            hasConstructor, true, method.getThrownTypes().stream().map(TypeName::get).toList());
      }
    }
    return new Start(hasConstructor, false, List.of());
  }

  private boolean isLaunch(ExecutableElement method, PackageElement home) {
    return method.getSimpleName().contentEquals("launch")
        && method.getModifiers().contains(Modifier.STATIC)
        && model.canReach(method, home)
        && method.getParameters().size() == 1
        && TypeName.get(method.getParameters().get(0).asType())
            .toString()
            .equals("java.lang.String[]");
  }

  /**
   * Whether the module of a class sees the mark: a named one may do without {@code java.compiler}.
   */
  private boolean canBeMarked(TypeElement element) {
    ModuleElement module = model.elements().getModuleOf(element);
    String mark = RuntimeNames.GENERATED.canonicalName();
    return module == null
        ? model.elements().getTypeElement(mark) != null
        : model.elements().getTypeElement(module, mark) != null;
  }

  private boolean isDeprecated(TypeElement element, List<OperationDeclaration> operations) {
    return model.elements().isDeprecated(element)
        || operations.stream()
            .anyMatch(operation -> model.elements().isDeprecated(operation.method()));
  }

  private static boolean isPublic(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private static void addUnresolved(OperationDeclaration operation, List<String> unresolved) {
    unresolved.addAll(operation.result().unresolved());
    operation.parameters().forEach(p -> unresolved.addAll(p.codec().unresolved()));
    operation.thrown().forEach(thrown -> unresolved.addAll(thrown.codec().unresolved()));
  }

  static boolean isContext(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        && MoreTypes.asTypeElement(type)
            .getQualifiedName()
            .contentEquals("dev.understudy.UpdateContext");
  }
}
