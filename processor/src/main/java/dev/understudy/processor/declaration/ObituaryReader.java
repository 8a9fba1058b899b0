package dev.understudy.processor.declaration;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.TypeName;
import dev.understudy.OnObituary;
import dev.understudy.Query;
import dev.understudy.Update;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ObituaryDeclaration.Parameter;
import dev.understudy.processor.names.RuntimeNames;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Reads what a server class does about its clients' deaths. */
final class ObituaryReader {

  private final Model model;

  ObituaryReader(Model model) {
    this.model = model;
  }

  /** The methods with {@code @OnObituary}; one that is overridden counts as the one that it is. */
  List<ObituaryDeclaration> read(TypeElement element, Lineage lineage) {
    List<ObituaryDeclaration> found = new ArrayList<>();
    lineage
        .methods(List.of(OnObituary.class))
        .forEach(
            (reached, annotated) ->
                found.add(declaration((DeclaredType) element.asType(), reached, annotated)));
    return List.copyOf(found);
  }

  private ObituaryDeclaration declaration(
      DeclaredType type, ExecutableElement method, ExecutableElement annotated) {
    ExecutableType seen = (ExecutableType) model.types().asMemberOf(type, method);
    return new ObituaryDeclaration(
        method,
        Stream.of(Update.class, Query.class)
            .flatMap(operation -> annotation(annotated, operation))
            .toList(),
        seen.getParameterTypes().stream().map(ObituaryReader::parameter).toList(),
        TypeName.get(seen.getReturnType()));
  }

  private static Stream<AnnotationMirror> annotation(
      ExecutableElement method, Class<? extends Annotation> type) {
    return MoreElements.getAnnotationMirror(method, type).asSet().stream();
  }

  private static Parameter parameter(TypeMirror type) {
    if (DeclarationReader.isContext(type)) {
      return Parameter.CONTEXT;
    }
    return TypeName.get(type).equals(RuntimeNames.CLIENT_OBITUARY)
        ? Parameter.OBITUARY
        : Parameter.OTHER;
  }
}
