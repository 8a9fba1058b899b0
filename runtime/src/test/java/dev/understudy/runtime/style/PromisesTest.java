package dev.understudy.runtime.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/promises.md} names what keeps and what shows each promise: all of it exists. */
class PromisesTest {

  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
  private static final Pattern MUTATION = Pattern.compile("`([A-Z][A-Z_]+)`");
  private static final Pattern CONSTANT =
      Pattern.compile("^  ([A-Z_]+)\\(\\d+\\)", Pattern.MULTILINE);

  @Test
  void whatItNamesExists() throws IOException {
    Set<String> named = found(CLASS, page());
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(classes()).containsAll(named);
  }

  @Test
  void itNamesEveryMutation() throws IOException {
    Path mutations =
        ParsedSource.root()
            .resolve("runtime/src/test/java/dev/understudy/runtime/simulation/Mutation.java");
    Set<String> constants = found(CONSTANT, Files.readString(mutations));
    assertThat(constants).hasSizeGreaterThanOrEqualTo(25);
    assertThat(found(MUTATION, page())).isEqualTo(constants);
  }

  private static String page() throws IOException {
    return Files.readString(ParsedSource.root().resolve("docs/promises.md"));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(ParsedSource.root())) {
      return files
          .filter(file -> !file.toString().contains("/target/"))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
