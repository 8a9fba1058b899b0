package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does literally what the message about an annotation that does nothing says, is done. */
class StrayAnnotationsTest {

  private static final String HEAD = "package dev.x;\n\nimport dev.understudy.*;\n\n";
  private static final Pattern ANNOTATE = Pattern.compile("Annotate (\\w+) with (@\\w+)");
  private static final Pattern MOVE = Pattern.compile("Move it to a class with (@\\w+)");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Shop { | @Update void go() {} | }",
        "class Shop { | @State int a; | }",
        "enum Shop { RED; | @Update void go() {} | }",
        "enum Shop { RED; | @State int a; | @Update void go() {} | }",
        "record Shop(int b) { | @Update void go() {} | }",
        "interface Shop { | @State int MOST = 1; | }"
      })
  void theAdviceCanBeFollowed(String shop) {
    String[] parts = shop.split("\\|", -1);

    List<String> told = diagnostics("before", HEAD + shop.replace("|", ""));

    assertThat(told).isNotEmpty().allMatch(line -> line.contains("warning: [US-060]"));
    String advice = told.get(0);
    assertThat(diagnostics("after", HEAD + followed(advice, parts)))
        .noneMatch(line -> line.contains("[US-001]") || line.contains("[US-060]"));
  }

  private static String followed(String advice, String[] parts) {
    Matcher annotate = ANNOTATE.matcher(advice);
    String all = String.join("", parts);
    if (annotate.find()) {
      assertThat(annotate.group(1)).isEqualTo("Shop");
      return annotate.group(2) + " " + all;
    }
    Matcher move = MOVE.matcher(advice);
    assertThat(move.find()).as(advice).isTrue();
    StringBuilder members = new StringBuilder();
    for (int i = 1; i < parts.length - 1; i++) {
      members.append(parts[i]);
    }
    return parts[0] + "}\n\n" + move.group(1) + " class Moved {" + members + "}\n";
  }

  private List<String> diagnostics(String name, String text) {
    return Compilation.of(
            directory.resolve(name), List.of(new Compilation.Source("Shop.java", text)))
        .diagnostics();
  }
}
