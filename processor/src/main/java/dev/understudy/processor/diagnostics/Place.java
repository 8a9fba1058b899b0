package dev.understudy.processor.diagnostics;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where in the source a problem is.
 *
 * @param element the element
 * @param annotation the annotation on it, or null
 * @param value the value in the annotation, or null
 */
public record Place(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  /** An element itself. */
  public static Place of(Element element) {
    return new Place(element, null, null);
  }

  /** An annotation on an element. */
  public static Place of(Element element, @Nullable AnnotationMirror annotation) {
    return new Place(element, annotation, null);
  }
}
