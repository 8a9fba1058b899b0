package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The server classes of the tests, compiled for another mode and standby role: from the same
 * sources, by an option of the compiler, as a user would to try them.
 */
final class OtherMode {

  private static final Path SOURCES = Path.of("src/test/java/dev/understudy/system/servers");
  private static final Map<String, String> CLASS_PATHS = new ConcurrentHashMap<>();

  private OtherMode() {}

  /** The class path of such a build. */
  static String as(String mode, String role) {
    return CLASS_PATHS.computeIfAbsent(mode + "-" + role, name -> compile(name, mode, role));
  }

  private static String compile(String name, String mode, String role) {
    Path processor = Path.of(System.getProperty("understudy.processor.jar", "none"));
    assumeTrue(Files.exists(processor), "the processor is packaged: run 'mvn package' for that");
    try {
      // Of this process: tests run in two at a time.
      String own = name + "-" + ProcessHandle.current().pid();
      Path classes = Path.of("target", "recast", own).toAbsolutePath();
      Machine.deleteTree(classes);
      Files.createDirectories(classes);
      String libraries =
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .filter(entry -> !Files.exists(Path.of(entry, "dev/understudy/system/servers")))
              .collect(Collectors.joining(File.pathSeparator));
      javac(
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              libraries,
              "-processorpath",
              processor.toString(),
              "-Aunderstudy.mode=" + mode,
              "-Aunderstudy.standbyRole=" + role));
      return classes + File.pathSeparator + libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void javac(List<String> options) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(SOURCES)) {
      List<Path> all = sources.filter(file -> file.toString().endsWith(".java")).toList();
      boolean compiled =
          javac
              .getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
