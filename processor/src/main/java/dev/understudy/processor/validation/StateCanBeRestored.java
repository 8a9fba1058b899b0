package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.CodecGraph;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.FieldDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Each state field can be read, and given its value again. */
final class StateCanBeRestored implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    for (FieldDeclaration declared : server.fields()) {
      if (!declared.isState()) {
        continue;
      }
      VariableElement field = declared.element();
      String name = field.getSimpleName().toString();
      if (field.getModifiers().contains(Modifier.STATIC)) {
        findings.add(Problem.STATE_NOT_POSSIBLE, field, server.simpleName(), name, "static");
      }
      if (field.getModifiers().contains(Modifier.TRANSIENT)) {
        findings.add(Problem.STATE_NOT_POSSIBLE, field, server.simpleName(), name, "transient");
      }
      if (!model.canName(declared.owner(), server.home())) {
        findings.add(
            Problem.INACCESSIBLE_STATE,
            field,
            server.simpleName(),
            name,
            declared.owner().getQualifiedName(),
            server.home().getQualifiedName());
      }
      CodecGraph codecs = server.codecs();
      if (declared.field().isFinal()
          && codecs.has(declared.codec().key())
          && !(codecs.get(declared.codec().key()) instanceof WireType.Refillable)) {
        findings.add(
            Problem.FINAL_STATE, field, server.simpleName(), name, declared.field().type());
      }
    }
  }
}
