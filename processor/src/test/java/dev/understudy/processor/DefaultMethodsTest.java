package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A default method of an interface is an operation as one of a superclass is. */
class DefaultMethodsTest {

  private static final String COUNTING =
      """
      package lib;

      import dev.understudy.*;

      public interface Counting<T> extends Labelled {
        int raw(int by);

        @Update default int bumpTwice(int by) {
          raw(by);
          return raw(by);
        }

        @Update default T keep(T what) {
          return what;
        }

        @Query int sum();

        @Query @Override default String label() {
          return "counting";
        }
      }

      interface Labelled {
        @Query default String label() {
          return "nothing";
        }
      }
      """;
  private static final String METER =
      """
      package d;

      import dev.understudy.*;

      @HighlyAvailable
      public class Meter implements lib.Counting<String> {
        @State private int n;

        @Override @Update public int raw(int by) {
          return n += by;
        }

        @Override public int sum() {
          return n;
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void itIsOneUpdateForClientsAndForTheReplica() {
    Compilation compilation =
        Compilation.of(
            directory,
            List.of(source("Counting", COUNTING), source("Meter", METER)),
            "-Xlint:-auxiliaryclass");

    assertThat(compilation.diagnostics()).isEmpty();
    assertIsOneUpdate(compilation);
  }

  @Test
  void theInterfaceMayComeFromALibrary() throws IOException {
    Compilation library =
        Compilation.of(
            directory.resolve("library"), List.of(source("Counting", COUNTING)), "-parameters");
    assertThat(library.diagnostics()).isEmpty();

    Compilation compilation =
        Compilation.of(
            directory, List.of(source("Meter", METER)), "-classpath", classPathWith(library));

    assertThat(compilation.diagnostics()).isEmpty();
    assertIsOneUpdate(compilation);
  }

  @Test
  void whatIsWrongInALibraryIsToldAtTheClass() throws IOException {
    String wrong =
        """
        package lib;

        import dev.understudy.*;

        public interface Wrong {
          @Update default void take(Object what) {}
        }
        """;
    Compilation library =
        Compilation.of(
            directory.resolve("library"), List.of(source("Wrong", wrong)), "-parameters");
    String stall =
        """
        package d;

        import dev.understudy.*;

        @HighlyAvailable
        public class Stall implements lib.Wrong {
          @State private int n;
        }
        """;

    Compilation compilation =
        Compilation.of(
            directory, List.of(source("Stall", stall)), "-classpath", classPathWith(library));

    assertThat(compilation.diagnostics())
        .containsExactly(
            "Stall.java:6: error: [US-012] Stall.take(what: Object): java.lang.Object has no codec."
                + " Use a record or a sealed interface, or name one with @Codec. It is declared in"
                + " lib.Wrong, which is compiled elsewhere.");
  }

  private static void assertIsOneUpdate(Compilation compilation) {
    String client = compilation.generated().get("MeterClient.java");
    assertThat(client)
        .contains("implements Counting<String>, AutoCloseable")
        .contains(
            "@Override\n  public int bumpTwice(int by) {\n    return session.call(Wire.BUMP_TWICE, ")
        .contains("@Override\n  public String keep(String what) {")
        .contains("@Override\n  public int sum() {")
        .contains("@Override\n  public String label() {")
        .containsOnlyOnce("labelAsync(");
    assertThat(compilation.generated().get("MeterReplica.java"))
        .contains(
            "\"update raw(int) -> int\"",
            "\"update bumpTwice(int) -> int\"",
            "\"update keep(java.lang.String) -> java.lang.String\"",
            "\"query sum() -> int\"",
            "\"query label() -> java.lang.String\"");
  }

  private static String classPathWith(Compilation library) {
    return Stream.concat(Stream.of(library.classes()), Compilation.classPath().stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Compilation.Source source(String name, String text) {
    return new Compilation.Source(name + ".java", text);
  }
}
