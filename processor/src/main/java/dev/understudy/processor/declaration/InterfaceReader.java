package dev.understudy.processor.declaration;

import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  List<InterfaceDeclaration> read(
      TypeElement element, List<TypeElement> lineage, List<OperationDeclaration> operations) {
    Map<TypeName, InterfaceDeclaration> found = new LinkedHashMap<>();
    collect(element.asType(), element, operations, found);
    if (lineage.isEmpty()) {
      return List.of();
    }
    return List.copyOf(found.values());
  }

  private void collect(
      TypeMirror type,
      TypeElement server,
      List<OperationDeclaration> operations,
      Map<TypeName, InterfaceDeclaration> found) {
    for (TypeMirror above : model.types().directSupertypes(type)) {
      if (above.getKind() == TypeKind.ERROR) {
        unresolved.add(above.toString());
      } else if (MoreTypes.asTypeElement(above).getKind().isInterface()) {
        TypeName name = TypeName.get(above);
        if (!found.containsKey(name)) {
          found.put(name, read(above, name, server, operations));
        }
      } else {
        collect(above, server, operations, found);
      }
    }
  }

  private InterfaceDeclaration read(
      TypeMirror type, TypeName name, TypeElement server, List<OperationDeclaration> operations) {
    TypeElement element = MoreTypes.asTypeElement(type);
    List<ExecutableElement> offered = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ExecutableElement method :
        ElementFilter.methodsIn(model.elements().getAllMembers(element))) {
      ExecutableElement operation = operation(method, server, operations);
      if (operation != null) {
        offered.add(operation);
      } else if (method.getModifiers().contains(Modifier.ABSTRACT)) {
        missing.add(method.getSimpleName().toString());
      }
    }
    // Nobody looks for Serializable or Cloneable at a client.
    boolean silent = offered.isEmpty() && missing.isEmpty();
    String obstacle = "";
    if (!missing.isEmpty()) {
      obstacle = missing.get(0) + " is no operation";
    } else if (silent) {
      obstacle = "it has no methods";
    } else if (!model.canName(element, home)) {
      obstacle = "it cannot be named from their package";
    } else if (element.getModifiers().contains(Modifier.SEALED)) {
      obstacle = "it is sealed";
    }
    return new InterfaceDeclaration(name, List.copyOf(offered), obstacle, silent);
  }

  /** The operation that implements a method of an interface for clients too: hiding no context. */
  private @Nullable ExecutableElement operation(
      ExecutableElement method, TypeElement server, List<OperationDeclaration> operations) {
    return operations.stream()
        .filter(operation -> operation.contexts().isEmpty() && !operation.first())
        .map(OperationDeclaration::method)
        .filter(operation -> model.elements().overrides(operation, method, server))
        .findFirst()
        .orElse(null);
  }
}
