package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.processor.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the compiler tells about the sources of {@code src/test/resources/messages}: beside each
 * stands a file with all its diagnostics, in exact text, with their lines. A first line may name
 * options, and further files follow a line that names them. The flag of {@link GoldenTest} rewrites
 * these files.
 */
class MessagesTest {

  private static final Path FOLDER = Compilation.resources().resolve("messages");
  private static final Pattern FILE = Pattern.compile("^// file: ", Pattern.MULTILINE);
  private static final String OPTIONS = "// options: ";

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("cases")
  void tellsEachProblemAtItsPlace(String name) throws IOException {
    String text = Compilation.read(FOLDER.resolve(name + ".java"));

    Compilation compilation = Compilation.of(directory, sources(text), options(text));

    Path expected = FOLDER.resolve(name + ".txt");
    String told = compilation.diagnostics().stream().collect(Collectors.joining("\n", "", "\n"));
    if ("write".equals(System.getProperty("understudy.goldens"))) {
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Compilation.read(expected));
  }

  @Test
  void everyProblemOfTheCatalogueIsTold() throws IOException {
    String all =
        cases()
            .map(name -> Compilation.read(FOLDER.resolve(name + ".txt")))
            .collect(Collectors.joining());
    List<String> untold =
        Arrays.stream(Problem.values())
            .filter(problem -> !all.contains("[" + problem.id() + "]"))
            .map(Problem::name)
            .toList();

    // No source should be able to make this one: RoundsTest makes the fault.
    assertThat(untold).containsExactly("INTERNAL_FAULT");
  }

  @Test
  void noTwoProblemsHaveOneNumber() {
    assertThat(Arrays.stream(Problem.values()).map(Problem::id)).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsGeneratedFromAClassWithErrors() {
    String text = Compilation.read(FOLDER.resolve("many-at-once.java"));

    assertThat(Compilation.of(directory, sources(text)).generated()).isEmpty();
  }

  static Stream<String> cases() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .forEach(name -> names.add(name.replace(".java", "")));
    }
    return names.stream();
  }

  private static List<Compilation.Source> sources(String text) {
    return FILE.splitAsStream("// file: Shop.java\n" + text)
        .filter(part -> !part.isEmpty())
        .map(MessagesTest::source)
        .toList();
  }

  private static Compilation.Source source(String part) {
    int end = part.indexOf('\n');
    return new Compilation.Source(part.substring(0, end), part.substring(end + 1));
  }

  private static String[] options(String text) {
    return text.startsWith(OPTIONS)
        ? text.lines().findFirst().orElseThrow().substring(OPTIONS.length()).split(" ", -1)
        : new String[0];
  }
}
