package dev.understudy.processor;

import com.palantir.javapoet.JavaFile;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.DeclarationReader;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Finding;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Place;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.plan.Planner;
import dev.understudy.processor.plan.ServerPlan;
import dev.understudy.processor.validation.Rules;
import dev.understudy.processor.writing.GeneratedFiles;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Takes one server class through the stages: read, check, plan, write. */
final class ServerStep {

  private final Model model;
  private final DeclarationReader reader;
  private final Predicate<TypeElement> isSource;
  private final Messager messager;
  private final Filer filer;

  /**
   * Makes a step.
   *
   * @param isSource whether the source of a top-level type is at hand
   */
  ServerStep(
      Model model,
      DeclarationReader reader,
      Predicate<TypeElement> isSource,
      Messager messager,
      Filer filer) {
    this.model = model;
    this.reader = reader;
    this.isSource = isSource;
    this.messager = messager;
    this.filer = filer;
  }

  /**
   * Processes a class.
   *
   * @param hasWaited whether another processor had a round to make what this one needs
   * @return the types that the compiler does not know yet, none if it is for Lombok that the class
   *     waits: nothing was done; or null if all was
   */
  @Nullable List<String> process(TypeElement element, boolean hasWaited) throws IOException {
    Findings findings = new Findings();
    ServerDeclaration declaration = reader.read(element, findings);
    if (!declaration.unresolved().isEmpty() || (declaration.awaitsLombok() && !hasWaited)) {
      return declaration.unresolved();
    }
    Rules.check(declaration, model, findings);
    if (!findings.haveErrors()) {
      write(new Planner(declaration).plan(), element, findings);
    }
    findings.print(messager, finding -> placed(finding, element));
    return null;
  }

  /** A compiler shows no place in what it has no source of: the server class is the next one. */
  private Finding placed(Finding finding, TypeElement server) {
    TypeElement owner = null;
    TypeElement outermost = server;
    for (Element at = finding.place().element(); at != null; at = at.getEnclosingElement()) {
      if (at instanceof TypeElement type) {
        owner = owner == null ? type : owner;
        outermost = type;
      }
    }
    if (isSource.test(outermost)) {
      return finding;
    }
    String text = finding.text() + " It is declared in " + owner + ", which is compiled elsewhere.";
    return new Finding(finding.problem(), Place.of(server), text);
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
