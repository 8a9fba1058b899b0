package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under Eclipse's compiler, what is generated is the same as under javac. */
class EclipseCompilerTest {

  private static final Map<String, String> HIDDEN_FIELD =
      new TreeMap<>(
          Map.of(
              "Base.java",
              """
              package dev.x;

              import dev.understudy.*;

              class Base<T> {
                @State private int motto;
                @State private T kept;

                @Update int bump(T next) {
                  kept = next;
                  return ++motto;
                }
              }
              """,
              "Shop.java",
              """
              package dev.x;

              import dev.understudy.*;

              @HighlyAvailable
              class Shop extends Base<String> {
                @State private String motto = "";

                @Update void say(String next) {
                  motto = next;
                }
              }
              """));

  @TempDir private Path directory;

  @Test
  void aStateFieldThatHidesAnotherIsSavedBesideIt() throws IOException {
    List<Compilation.Source> sources =
        HIDDEN_FIELD.entrySet().stream()
            .map(source -> new Compilation.Source(source.getKey(), source.getValue()))
            .toList();
    Compilation javac = Compilation.of(directory.resolve("javac"), sources);
    assertThat(javac.diagnostics()).isEmpty();
    String replica = javac.generated().get("ShopReplica.java");
    assertThat(replica)
        .contains("case 0 -> out.writeInt((int) MOTTO_FIELD.get(value));")
        .contains("case 2 -> Codecs.STRING.write((String) MOTTO_FIELD_.get(value), out);")
        .contains("\"state motto: int\"", "\"state motto: java.lang.String\"");

    assertThat(generatedByEclipse("ShopReplica.java")).isEqualTo(replica);
  }

  private String generatedByEclipse(String file) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("eclipse-sources"));
    Path out = Files.createDirectories(directory.resolve("eclipse"));
    for (Map.Entry<String, String> source : HIDDEN_FIELD.entrySet()) {
      Files.writeString(sources.resolve(source.getKey()), source.getValue());
    }
    String classPath =
        Compilation.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of(
            "--release",
            "17",
            "-nowarn",
            "-d",
            out.toString(),
            "-s",
            out.toString(),
            "-classpath",
            classPath);
    JavaCompiler compiler = new EclipseCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              messages,
              files,
              null,
              options,
              null,
              files.getJavaFileObjectsFromPaths(
                  HIDDEN_FIELD.keySet().stream().map(sources::resolve).toList()));
      task.setProcessors(List.of(new HighlyAvailableProcessor()));
      assertThat(task.call()).as(messages.toString()).isTrue();
    }
    return Files.readString(out.resolve("dev/x").resolve(file));
  }
}
