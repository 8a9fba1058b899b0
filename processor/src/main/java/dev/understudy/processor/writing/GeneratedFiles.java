package dev.understudy.processor.writing;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.plan.ServerPlan;
import java.util.List;
import java.util.function.UnaryOperator;

/** All generated files of a server class. */
public final class GeneratedFiles {

  private static final List<FileWriter> WRITERS =
      List.of(
          new ReplicaWriter(),
          new PrimaryWriter(),
          new StandbyWriter(),
          new ClientWriter(),
          new LauncherWriter());

  private GeneratedFiles() {}

  /**
   * Writes all files.
   *
   * @param finish adds to each class what only the compiler needs
   */
  public static List<JavaFile> of(ServerPlan plan, UnaryOperator<TypeSpec> finish) {
    return WRITERS.stream().map(writer -> file(plan, finish.apply(writer.write(plan)))).toList();
  }

  private static JavaFile file(ServerPlan plan, TypeSpec type) {
    JavaFile.Builder file =
        JavaFile.builder(plan.names().server().packageName(), type)
            .skipJavaLangImports(true)
            .indent("  ");
    if (GeneratedTypes.importsWire(plan)
        && !type.name().equals(plan.names().replica().simpleName())
        && mentionsWire(type)) {
      file.addStaticImport(plan.names().replica(), plan.names().wire().simpleName());
    }
    return file.build();
  }

  private static boolean mentionsWire(TypeSpec type) {
    return type.toString().contains("Wire.");
  }
}
