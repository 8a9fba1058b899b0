package dev.understudy.processor.declaration;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Resolution;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * One method with {@code @Update} or {@code @Query}.
 *
 * @param method the method that a call reaches
 * @param update its annotation, or null
 * @param query its annotation, or null
 * @param id the identity that the user gave it, or the empty string
 * @param first whether it takes the launcher's arguments
 * @param parameters those that cross the wire
 * @param contexts the places, among all parameters, of those that are an {@code UpdateContext}
 * @param returnType the type of its result
 * @param result how that crosses the wire
 * @param thrown the declared exceptions, each once
 */
public record OperationDeclaration(
    ExecutableElement method,
    @Nullable AnnotationMirror update,
    @Nullable AnnotationMirror query,
    String id,
    boolean first,
    List<Parameter> parameters,
    List<Integer> contexts,
    TypeName returnType,
    Resolution result,
    List<Thrown> thrown) {

  /**
   * A parameter that crosses the wire.
   *
   * @param erased its type without arguments
   */
  public record Parameter(
      VariableElement element, String name, TypeName type, TypeName erased, Resolution codec) {}

  /**
   * A declared exception.
   *
   * @param depth how many superclasses it has: a catch clause of a subclass comes first
   */
  public record Thrown(TypeName type, int depth, Resolution codec) {}

  /** The name of the method. */
  public String name() {
    return method.getSimpleName().toString();
  }

  /** Whether it is an update; one that is a query as well counts as one. */
  public boolean isUpdate() {
    return update != null;
  }

  /** Whether its last parameter is one of variable arity that crosses the wire. */
  public boolean isVarArgs() {
    return method.isVarArgs() && !contexts.contains(arity() - 1);
  }

  /** Its identity in contract and journal. */
  public String identity() {
    return id.isEmpty()
        ? name()
            + parameters.stream()
                .map(parameter -> parameter.type().toString().replace(" ", ""))
                .collect(Collectors.joining(",", "(", ")"))
        : id;
  }

  /** The number of all its parameters, contexts included. */
  public int arity() {
    return parameters.size() + contexts.size();
  }
}
