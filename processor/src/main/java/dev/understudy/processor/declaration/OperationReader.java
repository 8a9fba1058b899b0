package dev.understudy.processor.declaration;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.MoreElements;
import com.palantir.javapoet.TypeName;
import dev.understudy.Query;
import dev.understudy.Update;
import dev.understudy.processor.codecs.CodecResolver;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.codecs.Resolution;
import dev.understudy.processor.codecs.Route;
import dev.understudy.processor.declaration.OperationDeclaration.Parameter;
import dev.understudy.processor.declaration.OperationDeclaration.Thrown;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the updates and queries of a server class. */
final class OperationReader {

  private final Model model;
  private final CodecResolver resolver;

  OperationReader(Model model, CodecResolver resolver) {
    this.model = model;
    this.resolver = resolver;
  }

  List<OperationDeclaration> read(TypeElement element, Lineage lineage) {
    List<OperationDeclaration> operations = new ArrayList<>();
    lineage
        .methods(List.of(Update.class, Query.class))
        .forEach(
            (reached, annotated) ->
                operations.add(operation((DeclaredType) element.asType(), reached, annotated)));
    return List.copyOf(operations);
  }

  private OperationDeclaration operation(
      DeclaredType type, ExecutableElement method, ExecutableElement annotated) {
    AnnotationMirror update = annotation(annotated, Update.class);
    ExecutableType seen = (ExecutableType) model.types().asMemberOf(type, method);
    String name = method.getSimpleName().toString();
    List<Parameter> parameters = new ArrayList<>();
    List<Integer> contexts = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      TypeMirror parameterType = seen.getParameterTypes().get(i);
      if (DeclarationReader.isContext(parameterType)) {
        contexts.add(i);
      } else {
        parameters.add(parameter(name, method.getParameters().get(i), parameterType));
      }
    }
    Resolution result = resolver.resolve(seen.getReturnType(), method, Route.ofResult(name));
    return new OperationDeclaration(
        method,
        update,
        annotation(annotated, Query.class),
        update == null ? "" : String.valueOf(value(update, "id")),
        update != null && Boolean.TRUE.equals(value(update, "first")),
        List.copyOf(parameters),
        List.copyOf(contexts),
        TypeName.get(seen.getReturnType()),
        result,
        thrown(name, seen.getThrownTypes()));
  }

  private Parameter parameter(String method, VariableElement parameter, TypeMirror type) {
    String name = parameter.getSimpleName().toString();
    return new Parameter(
        parameter,
        name,
        TypeName.get(type),
        TypeName.get(model.types().erasure(parameter.asType())),
        resolver.resolve(type, parameter, Route.ofParameter(method, name)));
  }

  private List<Thrown> thrown(String method, List<? extends TypeMirror> types) {
    Map<TypeName, Thrown> thrown = new LinkedHashMap<>();
    for (TypeMirror type : types) {
      Thrown exception =
          new Thrown(
              TypeName.get(type),
              depth(type),
              resolver.resolveException(type, Route.ofException(method)));
      thrown.putIfAbsent(exception.type(), exception);
    }
    return List.copyOf(thrown.values());
  }

  private int depth(TypeMirror type) {
    int depth = 0;
    Element at = model.types().asElement(type);
    while (at instanceof TypeElement element) {
      depth++;
      at = model.superclassOf(element);
    }
    return depth;
  }

  private static @Nullable AnnotationMirror annotation(
      ExecutableElement method, Class<? extends Annotation> type) {
    return MoreElements.getAnnotationMirror(method, type).orNull();
  }

  private static Object value(AnnotationMirror annotation, String name) {
    return AnnotationMirrors.getAnnotationValue(annotation, name).getValue();
  }
}
