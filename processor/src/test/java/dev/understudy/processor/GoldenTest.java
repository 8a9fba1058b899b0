package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is generated, in exact text, for the server classes of {@code src/test/resources/servers}.
 * After a wanted change, {@code mvn -pl processor -am test -Dtest=GoldenTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dunderstudy.goldens=write} rewrites the expected files:
 * read their difference before you commit it.
 */
class GoldenTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"boxoffice", "counter", "plain", "zoo"})
  void generatesTheExpectedFilesWithoutAWarning(String server) throws IOException {
    Compilation compilation = Compilation.of(directory, Compilation.sources("servers/" + server));

    assertThat(compilation.diagnostics()).isEmpty();
    Path goldens = Compilation.resources().resolve("goldens").resolve(server);
    if ("write".equals(System.getProperty("understudy.goldens"))) {
      write(goldens, compilation.generated());
    }
    assertThat(compilation.generated()).isEqualTo(read(goldens));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxoffice", "counter", "plain", "zoo"})
  void itsCommentsAreWholeForDoclint(String server) {
    Compilation compilation =
        Compilation.of(
            directory,
            Compilation.sources("servers/" + server),
            "-Xdoclint:all",
            "-Xmaxwarns",
            "1000");

    assertThat(compilation.generated()).hasSize(5);
    // The server classes of the tests have no comments, and javac tells that.
    assertThat(compilation.diagnostics())
        .isNotEmpty()
        .noneMatch(told -> compilation.generated().containsKey(told.replaceFirst(":.*", "")));
  }

  /** One source, every mode and standby role: the standby is where they can be read. */
  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, server", "warm, client"})
  void modeAndRoleAreVisibleInTheStandby(String mode, String role) throws IOException {
    assertStandby(
        "plain-" + mode + "-" + role,
        "-Aunderstudy.mode=" + mode,
        "-Aunderstudy.standbyRole=" + role);
  }

  @Test
  void withoutAStandbyTheGuardianIsNamedInItsPlace() throws IOException {
    assertStandby("plain-cold", "-Aunderstudy.mode=cold");
  }

  private void assertStandby(String golden, String... options) throws IOException {
    Compilation compilation =
        Compilation.of(directory, Compilation.sources("servers/plain"), options);

    assertThat(compilation.diagnostics()).isEmpty();
    Map<String, String> standby =
        Map.of(
            "PlainStandby.java", String.valueOf(compilation.generated().get("PlainStandby.java")));
    Path goldens = Compilation.resources().resolve("goldens").resolve(golden);
    if ("write".equals(System.getProperty("understudy.goldens"))) {
      write(goldens, standby);
    }
    assertThat(standby).isEqualTo(read(goldens));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxoffice", "counter", "plain", "zoo"})
  void writesTheSameBytesTwice(String server) {
    Compilation one =
        Compilation.of(directory.resolve("one"), Compilation.sources("servers/" + server));
    Compilation other =
        Compilation.of(directory.resolve("other"), Compilation.sources("servers/" + server));

    assertThat(one.generated()).hasSize(5).isEqualTo(other.generated());
  }

  private static void write(Path goldens, Map<String, String> files) throws IOException {
    Files.createDirectories(goldens);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(goldens.resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, String> read(Path goldens) throws IOException {
    try (Stream<Path> files = Files.list(goldens)) {
      return files.collect(
          Collectors.toMap(
              file -> file.getFileName().toString(),
              Compilation::read,
              (one, other) -> one,
              TreeMap::new));
    }
  }
}
