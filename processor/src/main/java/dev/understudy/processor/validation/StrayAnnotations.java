package dev.understudy.processor.validation;

import com.google.auto.common.MoreElements;
import dev.understudy.HighlyAvailable;
import dev.understudy.OnObituary;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.Replicated;
import dev.understudy.Restore;
import dev.understudy.Snapshot;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Finds annotations in classes that are no server classes. What may be a supertype of one
 * elsewhere, an abstract class or an interface, is left alone.
 */
public final class StrayAnnotations {

  private static final List<Class<? extends Annotation>> OF_MEMBERS =
      List.of(
          Update.class,
          Query.class,
          State.class,
          Snapshot.class,
          Restore.class,
          OnPrimary.class,
          OnObituary.class);

  private final Model model;

  /** Makes a search. */
  public StrayAnnotations(Model model) {
    this.model = model;
  }

  /**
   * Searches the classes of a round.
   *
   * @param servers the server classes that are known
   */
  public void check(RoundEnvironment round, Collection<TypeElement> servers, Findings findings) {
    for (Class<? extends Annotation> annotation : OF_MEMBERS) {
      for (Element member : round.getElementsAnnotatedWith(annotation)) {
        if (member.getEnclosingElement() instanceof TypeElement owner
            && !mayHave(owner, annotation, servers)) {
          findings.add(
              Problem.STRAY_ANNOTATION,
              member,
              owner.getSimpleName(),
              member.getSimpleName(),
              annotation.getSimpleName(),
              owner.getSimpleName(),
              advice(owner, annotation));
        }
      }
    }
  }

  private static String advice(TypeElement owner, Class<? extends Annotation> annotation) {
    String wanted =
        annotation == State.class ? "@HighlyAvailable or @Replicated" : "@HighlyAvailable";
    return owner.getKind() == ElementKind.CLASS
        ? "Annotate " + owner.getSimpleName() + " with " + wanted
        : "Move it to a class with " + wanted;
  }

  private boolean mayHave(
      TypeElement owner, Class<? extends Annotation> annotation, Collection<TypeElement> servers) {
    boolean canHave = owner.getKind().isClass() || annotation != State.class;
    boolean isOpen = canHave && owner.getModifiers().contains(Modifier.ABSTRACT);
    boolean isState =
        annotation == State.class
            && (MoreElements.isAnnotationPresent(owner, Replicated.class)
                || model.isBelow(owner.asType(), "java.lang.Throwable"));
    return isOpen
        || isState
        || MoreElements.isAnnotationPresent(owner, HighlyAvailable.class)
        || servers.stream()
            .anyMatch(
                server ->
                    canHave && model.isBelow(server.asType(), owner.getQualifiedName().toString()));
  }
}
