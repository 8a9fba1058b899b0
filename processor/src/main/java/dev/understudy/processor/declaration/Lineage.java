package dev.understudy.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.understudy.processor.codecs.Model;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** The types from which a server class has its members. */
final class Lineage {

  private final Model model;
  private final TypeElement server;
  private final List<TypeElement> classes = new ArrayList<>();
  private final List<TypeElement> interfaces = new ArrayList<>();

  /**
   * Reads the supertypes of a class.
   *
   * @param unresolved takes a superclass that the compiler does not know
   */
  Lineage(Model model, TypeElement server, List<String> unresolved) {
    this.model = model;
    this.server = server;
    addClasses(unresolved);
    addInterfaces();
  }

  private void addClasses(List<String> unresolved) {
    TypeElement at = server;
    while (at != null && !at.getQualifiedName().contentEquals("java.lang.Object")) {
      classes.add(at);
      if (at.getSuperclass().getKind() == TypeKind.ERROR) {
        unresolved.add(at.getSuperclass().toString());
        return;
      }
      at = model.superclassOf(at);
    }
  }

  private void addInterfaces() {
    Set<TypeElement> met = new LinkedHashSet<>();
    for (int i = classes.size() - 1; i >= 0; i--) {
      addInterfacesOf(classes.get(i), met);
    }
  }

  /** Adds interfaces so that each stands before those that it extends. */
  private void addInterfacesOf(TypeElement type, Set<TypeElement> met) {
    List<? extends TypeMirror> above = type.getInterfaces();
    for (int i = above.size() - 1; i >= 0; i--) {
      if (above.get(i).getKind() != TypeKind.ERROR) {
        TypeElement found = MoreTypes.asTypeElement(above.get(i));
        if (met.add(found)) {
          addInterfacesOf(found, met);
          interfaces.add(0, found);
        }
      }
    }
  }

  /** The class and its superclasses, without {@code Object}. */
  List<TypeElement> classes() {
    return List.copyOf(classes);
  }

  /**
   * The methods that carry one of some annotations: of the class, then of its superclasses, then of
   * its interfaces. An override need not repeat the annotation, and a call reaches it all the same:
   * so each is told by the method that a call reaches, with the one that carries the annotation.
   */
  Map<ExecutableElement, ExecutableElement> methods(List<Class<? extends Annotation>> annotations) {
    List<TypeElement> all = new ArrayList<>(classes);
    all.addAll(interfaces);
    List<ExecutableElement> met = new ArrayList<>();
    Map<ExecutableElement, ExecutableElement> found = new LinkedHashMap<>();
    for (TypeElement type : all) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        met.add(method);
        if (annotations.stream()
            .anyMatch(annotation -> MoreElements.isAnnotationPresent(method, annotation))) {
          found.putIfAbsent(lowest(method, met), method);
        }
      }
    }
    return found;
  }

  private ExecutableElement lowest(ExecutableElement method, List<ExecutableElement> met) {
    return met.stream()
        .filter(other -> model.elements().overrides(other, method, server))
        .findFirst()
        .orElse(method);
  }
}
