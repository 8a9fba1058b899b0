package dev.understudy.processor.declaration;

import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;

/**
 * A method with {@code @OnObituary}.
 *
 * @param method the method that a call reaches
 * @param operations those of its annotations that make it an operation as well
 * @param parameters what it takes, in order
 * @param returnType the type of its result
 */
public record ObituaryDeclaration(
    ExecutableElement method,
    List<AnnotationMirror> operations,
    List<Parameter> parameters,
    TypeName returnType) {

  /** What a parameter asks for. */
  public enum Parameter {
    /** The client's obituary. */
    OBITUARY,
    /** The {@code UpdateContext}. */
    CONTEXT,
    /** What nobody can give. */
    OTHER
  }

  /** The name of the method. */
  public String name() {
    return method.getSimpleName().toString();
  }

  /** Whether it takes the obituary, and at most the context beside it. */
  public boolean parametersFit() {
    return parameters.stream().filter(Parameter.OBITUARY::equals).count() == 1
        && parameters.stream().filter(Parameter.CONTEXT::equals).count() <= 1
        && !parameters.contains(Parameter.OTHER);
  }
}
