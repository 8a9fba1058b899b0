package dev.understudy.processor;

import com.google.auto.service.AutoService;
import dev.understudy.HighlyAvailable;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.DeclarationReader;
import dev.understudy.processor.declaration.SettingsReader;
import dev.understudy.processor.diagnostics.Finding;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Place;
import dev.understudy.processor.diagnostics.Problem;
import dev.understudy.processor.validation.StrayAnnotations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Generates launcher, primary, standby, client and replica beside each class with {@link
 * HighlyAvailable}. Decides from that class alone, so that builds may process it in isolation.
 */
@AutoService(Processor.class)
public final class HighlyAvailableProcessor extends AbstractProcessor {

  private static final String DEBUG_OPTION = "understudy.debug";

  /**
   * The classes that wait for a later round, by name, since elements do not outlive a round; with
   * the types that they wait for, or none if it is for Lombok.
   */
  private final Map<String, List<String>> waiting = new LinkedHashMap<>();

  /** The top-level types whose sources are compiled, by name, for the same reason. */
  private final Set<String> sources = new HashSet<>();

  private final Runnable beforeEachClass;

  /** The processor, as the compiler finds it. */
  public HighlyAvailableProcessor() {
    this(() -> {});
  }

  /** The processor with a fault, for tests of how faults are told. */
  HighlyAvailableProcessor(Runnable beforeEachClass) {
    this.beforeEachClass = beforeEachClass;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    // Unclaimed, the mark of generated code would itself be a warning of javac's -Xlint:processing.
    return Set.of("dev.understudy.*", "javax.annotation.processing.Generated");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SettingsReader.MODE_OPTION, SettingsReader.ROLE_OPTION, DEBUG_OPTION);
  }

  @Override
  // The annotations are ours alone, and javac's -Xlint warns of those that nobody claims.
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (round.processingOver()) {
      if (round.errorRaised()) {
        // Then javac asks for no further round, whatever Lombok wants.
        waiting.values().removeIf(List::isEmpty);
      }
      waiting.forEach(this::reportMissing);
      return true;
    }
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        sources.add(type.getQualifiedName().toString());
      }
    }
    Set<TypeElement> servers = new LinkedHashSet<>();
    Set<TypeElement> late = new HashSet<>();
    for (String name : waiting.keySet()) {
      TypeElement element = processingEnv.getElementUtils().getTypeElement(name);
      if (element != null) {
        servers.add(element);
        late.add(element);
      }
    }
    waiting.clear();
    for (Element element : round.getElementsAnnotatedWith(HighlyAvailable.class)) {
      servers.add((TypeElement) element);
    }
    servers.forEach(element -> processOne(element, late.contains(element)));
    Findings strays = new Findings();
    new StrayAnnotations(model()).check(round, servers, strays);
    strays.print(processingEnv.getMessager());
    return true;
  }

  private Model model() {
    return new Model(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
  }

  private void processOne(TypeElement element, boolean hasWaited) {
    Model model = model();
    SettingsReader settings = new SettingsReader(processingEnv.getOptions());
    ServerStep step =
        new ServerStep(
            model,
            new DeclarationReader(model, settings),
            type -> sources.contains(type.getQualifiedName().toString()),
            processingEnv.getMessager(),
            processingEnv.getFiler());
    try {
      beforeEachClass.run();
      List<String> unresolved = step.process(element, hasWaited);
      if (unresolved != null) {
        waiting.put(element.getQualifiedName().toString(), unresolved);
      }
    } catch (IOException | RuntimeException e) {
      reportFault(element, e);
    }
  }

  private void reportMissing(String name, List<String> types) {
    TypeElement element = processingEnv.getElementUtils().getTypeElement(name);
    if (element != null && types.isEmpty()) {
      Finding.of(Problem.LOMBOK_HAS_NOT_RUN, Place.of(element), element.getSimpleName())
          .print(processingEnv.getMessager());
    } else if (element != null) {
      Finding.of(
              Problem.UNRESOLVED_TYPE,
              Place.of(element),
              element.getSimpleName(),
              String.join(", ", types))
          .print(processingEnv.getMessager());
    }
  }

  private void reportFault(TypeElement element, Exception fault) {
    Finding.of(
            Problem.INTERNAL_FAULT, Place.of(element), element.getQualifiedName(), fault.toString())
        .print(processingEnv.getMessager());
    if (processingEnv.getOptions().containsKey(DEBUG_OPTION)) {
      StringWriter trace = new StringWriter();
      fault.printStackTrace(new PrintWriter(trace));
      processingEnv.getMessager().printMessage(Diagnostic.Kind.NOTE, trace.toString(), element);
    }
  }
}
