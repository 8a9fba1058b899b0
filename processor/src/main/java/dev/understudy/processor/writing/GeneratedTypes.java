package dev.understudy.processor.writing;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.OperationPlan;
import dev.understudy.processor.plan.OperationPlan.ContextPlace;
import dev.understudy.processor.plan.ServerPlan;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** What the generated files have in common. */
final class GeneratedTypes {

  private static final String PROCESSOR = "dev.understudy.processor.HighlyAvailableProcessor";

  private GeneratedTypes() {}

  /** Begins a top-level class. */
  static TypeSpec.Builder begin(ServerPlan plan, ClassName name, CodeBlock javadoc) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc(javadoc)
            // The nested class has this name wherever it is imported.
            .alwaysQualify("Wire");
    if (plan.isMarked()) {
      type.addAnnotation(
          AnnotationSpec.builder(RuntimeNames.GENERATED)
              .addMember("value", "$S", PROCESSOR)
              .build());
    }
    if (plan.mentionsDeprecated()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "{$S, $S}", "deprecation", "removal")
              .build());
    }
    if (plan.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    return type.addModifiers(Modifier.FINAL);
  }

  /**
   * Whether files beside the replica import its nested class. Not where another type of its name
   * would be hidden, or would hide it: in the package of the class, or in an interface of it.
   */
  static boolean importsWire(ServerPlan plan) {
    String home = plan.names().server().packageName();
    String name = plan.names().wire().simpleName();
    Pattern another = Pattern.compile("\\b" + Pattern.quote(home + "." + name) + "\\b");
    return !home.isEmpty()
        && !plan.names().server().simpleNames().get(0).equals(name)
        && !plan.inheritedTypes().contains(name)
        && !another.matcher(plan.operations().toString()).find();
  }

  /** How files beside the replica name its nested class. */
  static CodeBlock wire(ServerPlan plan) {
    return importsWire(plan)
        ? CodeBlock.of("$L", plan.names().wire().simpleName())
        : CodeBlock.of("$T", plan.names().wire());
  }

  /** A link to the method of the server class that an operation calls. */
  static CodeBlock link(ServerPlan plan, OperationPlan operation) {
    CodeBlock.Builder link =
        CodeBlock.builder().add("{@link $T#$L(", plan.names().server(), operation.method());
    String separator = "";
    if (operation.context() == ContextPlace.FIRST) {
      link.add("$T", RuntimeNames.UPDATE_CONTEXT);
      separator = ", ";
    }
    for (OperationPlan.Parameter parameter : operation.parameters()) {
      link.add("$L$T", separator, parameter.erased());
      separator = ", ";
    }
    if (operation.context() == ContextPlace.LAST) {
      link.add("$L$T", separator, RuntimeNames.UPDATE_CONTEXT);
    }
    return link.add(")}").build();
  }
}
