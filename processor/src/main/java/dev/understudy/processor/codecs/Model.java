package dev.understudy.processor.codecs;

import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Javac's model.
 *
 * @param elements its elements
 * @param types its types
 */
public record Model(Elements elements, Types types) {

  /** The package of an element. */
  public PackageElement packageOf(Element element) {
    return elements.getPackageOf(element);
  }

  /** Whether code in a package may name a class. */
  public boolean canName(TypeElement type, PackageElement from) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!canReach(at, from)) {
        return false;
      }
    }
    return true;
  }

  /** Whether code in a package may use an element, as far as its own modifiers say. */
  public boolean canReach(Element element, PackageElement from) {
    if (element.getModifiers().contains(Modifier.PUBLIC)) {
      return true;
    }
    return !element.getModifiers().contains(Modifier.PRIVATE) && packageOf(element).equals(from);
  }

  /** Whether a type is a class or interface, or below it; the name is the canonical one. */
  public boolean isBelow(TypeMirror type, String name) {
    TypeElement above = elements.getTypeElement(name);
    return above != null && types.isSubtype(types.erasure(type), types.erasure(above.asType()));
  }

  /** Whether a type is an exception that need not be declared. */
  public boolean isUnchecked(TypeMirror exception) {
    return isBelow(exception, "java.lang.RuntimeException")
        || isBelow(exception, "java.lang.Error");
  }

  /** The superclass, or null above the topmost. */
  public @Nullable TypeElement superclassOf(TypeElement type) {
    return (TypeElement) types.asElement(type.getSuperclass());
  }

  /**
   * A superclass as a type has it, with its type arguments; or the type itself. A field is asked
   * for there: one of the same name may hide it further below, and not every compiler looks at
   * whose it is.
   */
  public DeclaredType above(DeclaredType type, TypeElement superclass) {
    DeclaredType at = type;
    while (!at.asElement().equals(superclass)) {
      at = (DeclaredType) types.directSupertypes(at).get(0);
    }
    return at;
  }

  /**
   * Whether a class or a member of it carries an annotation by which Lombok makes further members.
   */
  public boolean awaitsLombok(TypeElement type) {
    return Stream.concat(Stream.of(type), type.getEnclosedElements().stream())
        .flatMap(element -> element.getAnnotationMirrors().stream())
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch(name -> name.startsWith("lombok.") && !name.equals("lombok.Generated"));
  }
}
