package dev.understudy.processor;

import com.palantir.javapoet.JavaFile;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.DeclarationReader;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.plan.Planner;
import dev.understudy.processor.plan.ServerPlan;
import dev.understudy.processor.validation.Rules;
import dev.understudy.processor.writing.GeneratedFiles;
import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.lang.model.element.TypeElement;

/** Takes one server class through the stages: read, check, plan, write. */
final class ServerStep {

  private final Model model;
  private final DeclarationReader reader;
  private final Messager messager;
  private final Filer filer;

  ServerStep(Model model, DeclarationReader reader, Messager messager, Filer filer) {
    this.model = model;
    this.reader = reader;
    this.messager = messager;
    this.filer = filer;
  }

  /**
   * Processes a class.
   *
   * @return the types that the compiler does not know yet: if there are any, nothing was done
   */
  List<String> process(TypeElement element) throws IOException {
    Findings findings = new Findings();
    ServerDeclaration declaration = reader.read(element, findings);
    if (!declaration.unresolved().isEmpty()) {
      return declaration.unresolved();
    }
    Rules.check(declaration, model, findings);
    if (!findings.haveErrors()) {
      write(new Planner(declaration).plan(), element, findings);
    }
    findings.print(messager);
    return List.of();
  }

  private void write(ServerPlan plan, TypeElement origin, Findings findings) throws IOException {
    for (JavaFile file :
        GeneratedFiles.of(plan, type -> type.toBuilder().addOriginatingElement(origin).build())) {
      try {
        file.writeTo(filer);
      } catch (FilerException e) {
        findings.add(
            Problem.NAME_TAKEN, origin, plan.names().server().simpleName(), file.typeSpec().name());
      }
    }
  }
}
