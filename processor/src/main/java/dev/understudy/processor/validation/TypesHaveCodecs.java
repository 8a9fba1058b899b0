package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Misfit;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.codecs.Resolution;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.FieldDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * Every parameter, result, exception and state field has a codec. Whether a type has one is decided
 * by the {@link dev.understudy.processor.codecs.CodecResolver}; this reports it.
 */
final class TypesHaveCodecs implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (FieldDeclaration field : server.fields()) {
      add(server, field.element(), field.codec(), findings);
    }
    for (OperationDeclaration operation : server.operations()) {
      operation
          .parameters()
          .forEach(parameter -> add(server, parameter.element(), parameter.codec(), findings));
      add(server, operation.method(), operation.result(), findings);
      operation
          .thrown()
          .forEach(thrown -> add(server, operation.method(), thrown.codec(), findings));
    }
  }

  private static void add(
      ServerDeclaration server, Element element, Resolution codec, Findings findings) {
    for (Misfit misfit : codec.misfits()) {
      List<Object> arguments = new ArrayList<>();
      arguments.add(server.simpleName());
      arguments.addAll(misfit.arguments());
      findings.add(misfit.problem(), element, arguments.toArray());
    }
  }
}
