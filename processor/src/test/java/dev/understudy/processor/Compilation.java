package dev.understudy.processor;

import dev.understudy.Update;
import dev.understudy.runtime.spi.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * One run of the compiler with the processor, under {@code -Xlint:all}.
 *
 * @param diagnostics all that it said, as {@code file:line: kind: message}
 * @param generated the sources that were generated, by their simple file names
 * @param classes where the class files are
 */
record Compilation(List<String> diagnostics, Map<String, String> generated, Path classes) {

  /** A source file. */
  record Source(String path, String text) {}

  /** Compiles sources into a directory that is empty. */
  static Compilation of(Path directory, List<Source> sources, String... options) {
    return of(directory, List.of(new HighlyAvailableProcessor()), sources, options);
  }

  /** Compiles sources with processors of the test's own; with none, those of a processor path. */
  static Compilation of(
      Path directory, List<Processor> processors, List<Source> sources, String... options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, null)) {
      Path classes = Files.createDirectories(directory.resolve("classes"));
      Path generated = Files.createDirectories(directory.resolve("generated"));
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(generated));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      List<String> all = new ArrayList<>(List.of("-Xlint:all"));
      all.addAll(List.of(options));
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null, files, collector, all, null, sources.stream().map(InMemory::new).toList());
      task.setLocale(Locale.ROOT);
      if (!processors.isEmpty()) {
        task.setProcessors(processors);
      }
      task.call();
      return new Compilation(
          collector.getDiagnostics().stream().map(Compilation::describe).toList(),
          textsIn(generated),
          classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All source files of a folder of the test resources; their paths are relative to it. */
  static List<Source> sources(String folder) {
    Path root = resources().resolve(folder);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(file -> new Source(root.relativize(file).toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The test resources in the source tree. */
  static Path resources() {
    return Path.of("src", "test", "resources");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a compilation of generated code, and of drivers in the test resources, needs. */
  static List<Path> classPath() {
    return Stream.of(Update.class, Replica.class, Nullable.class, Assertions.class)
        .map(Compilation::placeOf)
        .distinct()
        .toList();
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> textsIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(),
                  Compilation::read,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
    String kind =
        diagnostic.getKind() == Diagnostic.Kind.MANDATORY_WARNING
            ? "warning"
            : diagnostic.getKind().toString().toLowerCase(Locale.ROOT);
    JavaFileObject source = diagnostic.getSource();
    String place =
        source == null
            ? ""
            : Path.of(source.getName()).getFileName() + ":" + diagnostic.getLineNumber() + ": ";
    return place + kind + ": " + diagnostic.getMessage(Locale.ROOT);
  }

  private static final class InMemory extends SimpleJavaFileObject {

    private final String text;

    InMemory(Source source) {
      super(URI.create("memory:///" + source.path()), Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
