package dev.understudy.processor.declaration;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.CodecGraph;
import dev.understudy.processor.codecs.Resolution;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.GeneratedNames;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * A class with {@code @HighlyAvailable}, as it was written.
 *
 * @param element the class
 * @param home its package, and that of what is generated
 * @param names of what is generated
 * @param binaryName its name for the virtual machine
 * @param isPublic whether all may see it
 * @param canBeMarked whether its module has the mark of generated code
 * @param mentionsDeprecated whether the class, an operation or a type of theirs is deprecated
 * @param awaitsLombok whether Lombok is to make members of the class or of a type of its operations
 *     and state
 * @param operations own ones in the order of their declaration, then inherited ones
 * @param fields of the instance and of the class, those of superclasses first
 * @param snapshots the methods with {@code @Snapshot}
 * @param restores the methods with {@code @Restore}
 * @param onPrimary the methods with {@code @OnPrimary}
 * @param onObituary the methods with {@code @OnObituary}
 * @param interfaces all that the class and its superclasses name
 * @param start how a server object is made
 * @param codecs how all types of operations and state are written
 * @param unresolved types that the compiler does not know, or not yet
 */
public record ServerDeclaration(
    TypeElement element,
    PackageElement home,
    GeneratedNames names,
    String binaryName,
    boolean isPublic,
    boolean canBeMarked,
    boolean mentionsDeprecated,
    boolean awaitsLombok,
    Settings settings,
    List<OperationDeclaration> operations,
    List<FieldDeclaration> fields,
    List<ExecutableElement> snapshots,
    List<ExecutableElement> restores,
    List<OnPrimaryDeclaration> onPrimary,
    List<ObituaryDeclaration> onObituary,
    List<InterfaceDeclaration> interfaces,
    Start start,
    CodecGraph codecs,
    List<String> unresolved) {

  /**
   * A field of the class or of a superclass.
   *
   * @param isState whether it carries {@code @State}
   * @param field how it is written if it does
   * @param codec the codec for that
   */
  public record FieldDeclaration(
      VariableElement element,
      TypeElement owner,
      boolean isState,
      WireType.Field field,
      Resolution codec) {}

  /**
   * A method with {@code @OnPrimary}.
   *
   * @param arity the number of its parameters
   * @param fits whether generated code can call it with what it asks for
   */
  public record OnPrimaryDeclaration(
      ExecutableElement method, String name, int arity, boolean fits) {}

  /**
   * An interface of the class.
   *
   * @param all the interface and its superinterfaces
   * @param offered the operations that implement its methods
   * @param defaults its default methods that are no operations
   * @param obstacle why the generated types cannot implement it, or the empty string
   * @param silent whether nobody misses it there
   * @param memberTypes the simple names of the types that it has, its own and inherited ones
   */
  public record InterfaceDeclaration(
      TypeName type,
      Set<TypeName> all,
      List<ExecutableElement> offered,
      List<DefaultDeclaration> defaults,
      String obstacle,
      boolean silent,
      List<String> memberTypes) {}

  /**
   * A default method that is no operation: its body runs in whatever implements its interface.
   *
   * @param override what the server class has instead, or null
   */
  public record DefaultDeclaration(
      ExecutableElement method, @Nullable ExecutableElement override) {}

  /**
   * How a server object is made.
   *
   * @param hasConstructor whether there is an accessible constructor without arguments
   * @param ownLaunch whether there is a static method {@code launch(String[])}
   * @param thrown the exceptions that {@code launch} declares
   */
  public record Start(boolean hasConstructor, boolean ownLaunch, List<TypeName> thrown) {}

  /** The name of the class without its package, as people write it. */
  public String simpleName() {
    return String.join(".", name().simpleNames());
  }

  /** The name of the class. */
  public ClassName name() {
    return names.server();
  }

  /** Whether the class writes its state by methods of its own. */
  public boolean hasOwnSnapshot() {
    return !snapshots.isEmpty();
  }

  /** The name of the method that writes the state. */
  public String saveMethod() {
    return snapshots.get(0).getSimpleName().toString();
  }

  /** The name of the method that reads the state. */
  public String loadMethod() {
    return restores.get(0).getSimpleName().toString();
  }

  /** Whether an interface that the generated types implement has an operation. */
  public boolean isOffered(OperationDeclaration operation) {
    return interfaces.stream()
        .anyMatch(type -> type.obstacle().isEmpty() && type.offered().contains(operation.method()));
  }

  /** The state fields, in the order in which they are written. */
  public List<WireType.Field> stateFields() {
    return fields.stream().filter(FieldDeclaration::isState).map(FieldDeclaration::field).toList();
  }
}
