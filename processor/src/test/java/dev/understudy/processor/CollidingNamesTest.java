package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated code compiles whatever the user's types are called, and however many there are. */
class CollidingNamesTest {

  private static final String IMPORTS = "import dev.understudy.*; import java.util.*;";

  @TempDir private Path directory;

  private void assertCompiles(String... sources) throws IOException {
    List<Compilation.Source> all =
        Arrays.stream(sources)
            .map(source -> new Compilation.Source(pathOf(source), source))
            .toList();
    assertThat(Compilation.of(directory, all).diagnostics()).isEmpty();
  }

  private static String pathOf(String source) {
    String home = source.substring("package ".length(), source.indexOf(';'));
    String type =
        source.replaceFirst("(?s).*?public (?:class|interface|enum|record) (\\w+).*", "$1");
    return home.replace('.', '/') + "/" + type + ".java";
  }

  @Test
  void aTypeThatIsInheritedFromAnInterfaceHidesNoImport() throws IOException {
    assertCompiles(
        "package w; public interface Routes {"
            + " record Path(String from, String to) {} interface Obituary {} interface Wire {}"
            + " interface CompletableFuture {} interface ClientSession {} interface List {}"
            + " int go(Path path); }",
        "package w; "
            + IMPORTS
            + " @HighlyAvailable public class Router implements Routes {"
            + " @State private int n;"
            + " @Override @Update public int go(Path path) { return ++n; }"
            + " @Query public java.time.Duration age() { return java.time.Duration.ofSeconds(n); } }");
  }

  @Test
  void aServerClassMayBeCalledAsANestedTypeOfGeneratedCode() throws IOException {
    assertCompiles(
        "package p; "
            + IMPORTS
            + " @HighlyAvailable public class Wire { @State private int n;"
            + " @Update public int add(int x) { return n += x; } }");
  }

  @Test
  void aParameterMayBeCalledSo() throws IOException {
    assertCompiles(
        "package q; public record Wire(String from) {}",
        "package q; "
            + IMPORTS
            + " @HighlyAvailable public class Office { @State private int n;"
            + " @Update public Wire add(Wire x) { n++; return x; } }");
  }

  @Test
  void anEnumMayHaveMoreConstantsThanAConstantHasRoomFor() throws IOException {
    String constants =
        IntStream.range(0, 2_500)
            .mapToObj("COUNTRY_CURRENCY_CONSTANT_%04d"::formatted)
            .collect(Collectors.joining(", "));
    assertCompiles(
        "package m; public enum Code { " + constants + " }",
        "package m; "
            + IMPORTS
            + " @HighlyAvailable public class Big { @State private Code code;"
            + " @Update public Code set(Code next) { code = next; return code; } }");
  }
}
