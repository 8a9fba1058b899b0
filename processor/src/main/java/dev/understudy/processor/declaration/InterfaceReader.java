package dev.understudy.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration.DefaultDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the interfaces of a server class, and finds those that the generated types can implement.
 */
final class InterfaceReader {

  private final Model model;
  private final PackageElement home;
  private final List<String> unresolved;

  InterfaceReader(Model model, PackageElement home, List<String> unresolved) {
    this.model = model;
    this.home = home;
    this.unresolved = unresolved;
  }

  List<InterfaceDeclaration> read(TypeElement element, List<OperationDeclaration> operations) {
    Map<TypeName, InterfaceDeclaration> found = new LinkedHashMap<>();
    collect(element.asType(), true, element, operations, found);
    return List.copyOf(found.values());
  }

  private void collect(
      TypeMirror type,
      boolean isNamed,
      TypeElement server,
      List<OperationDeclaration> operations,
      Map<TypeName, InterfaceDeclaration> found) {
    for (TypeMirror above : model.types().directSupertypes(type)) {
      if (above.getKind() == TypeKind.ERROR) {
        unresolved.add(above.toString());
      } else if (MoreTypes.asTypeElement(above).getKind().isInterface()) {
        TypeName name = TypeName.get(above);
        if (!found.containsKey(name)) {
          InterfaceDeclaration read = read(above, isNamed, server, operations);
          found.put(name, read);
          // What cannot be implemented as a whole may have a part that can.
          if (!read.obstacle().isEmpty()) {
            collect(above, false, server, operations, found);
          }
        }
      } else {
        collect(above, isNamed, server, operations, found);
      }
    }
  }

  private InterfaceDeclaration read(
      TypeMirror type, boolean isNamed, TypeElement server, List<OperationDeclaration> operations) {
    TypeElement element = MoreTypes.asTypeElement(type);
    List<ExecutableElement> offered = new ArrayList<>();
    List<DefaultDeclaration> inherited = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ExecutableElement method :
        ElementFilter.methodsIn(model.elements().getAllMembers(element))) {
      OperationDeclaration operation = operation(method, server, operations);
      if (operation != null && isForClients(operation)) {
        offered.add(operation.method());
      } else if (operation != null && operation.first()) {
        missing.add(method.getSimpleName() + " is the first update, which clients do not have");
      } else if (operation != null) {
        missing.add(method.getSimpleName() + " takes an UpdateContext, which clients do not have");
      } else if (method.getModifiers().contains(Modifier.ABSTRACT)) {
        missing.add(method.getSimpleName() + " is no operation");
      } else if (method.isDefault()) {
        inherited.add(new DefaultDeclaration(method, override(method, server)));
      }
    }
    // Nobody looks for Serializable or Cloneable at a client.
    boolean isMarker = offered.isEmpty() && missing.isEmpty();
    String obstacle = "";
    if (!missing.isEmpty()) {
      obstacle = missing.get(0);
    } else if (isMarker) {
      obstacle = "it has no methods";
    } else if (!model.canName(element, home)) {
      obstacle = "it cannot be named from their package";
    } else if (element.getModifiers().contains(Modifier.SEALED)) {
      obstacle = "it is sealed";
    }
    Set<TypeName> all = new LinkedHashSet<>();
    addAll(type, all);
    return new InterfaceDeclaration(
        TypeName.get(type),
        all,
        List.copyOf(offered),
        List.copyOf(inherited),
        obstacle,
        isMarker || !isNamed,
        memberTypes(element));
  }

  private List<String> memberTypes(TypeElement element) {
    return ElementFilter.typesIn(model.elements().getAllMembers(element)).stream()
        .map(type -> type.getSimpleName().toString())
        .sorted()
        .distinct()
        .toList();
  }

  private void addAll(TypeMirror type, Set<TypeName> all) {
    all.add(TypeName.get(type));
    for (TypeMirror above : model.types().directSupertypes(type)) {
      if (above.getKind() != TypeKind.ERROR && MoreTypes.asElement(above).getKind().isInterface()) {
        addAll(above, all);
      }
    }
  }

  /** Whether clients see an operation as the class has it, with no parameter hidden. */
  private static boolean isForClients(OperationDeclaration operation) {
    return operation.contexts().isEmpty() && !operation.first();
  }

  /** The operation that a method of an interface is at the class. */
  private @Nullable OperationDeclaration operation(
      ExecutableElement method, TypeElement server, List<OperationDeclaration> operations) {
    return operations.stream()
        .filter(
            operation ->
                operation.method().equals(method)
                    || model.elements().overrides(operation.method(), method, server))
        .findFirst()
        .orElse(null);
  }

  /** The method by which the class or a superclass overrides a default method, or null. */
  private @Nullable ExecutableElement override(ExecutableElement method, TypeElement server) {
    return ElementFilter.methodsIn(model.elements().getAllMembers(server)).stream()
        .filter(other -> MoreElements.asType(other.getEnclosingElement()).getKind().isClass())
        .filter(other -> model.elements().overrides(other, method, server))
        .findFirst()
        .orElse(null);
  }
}
