package dev.understudy.runtime.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of types in docs/architecture.md, its glossary included, are those of the code. */
class GlossaryTest {

  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  // A package that ends in a type, or a type alone.
  private static final Pattern TYPE = Pattern.compile("(?:[a-z]+\\.)*([A-Z][a-z]\\w*)");
  // What the processor generates from the example, and what belongs to the JDK.
  private static final Pattern ELSEWHERE = Pattern.compile("BoxOffice\\w*|System|ServiceLoader");

  @Test
  void everyTypeThatItNamesIsThere() throws IOException {
    Set<String> named =
        namedIn(Files.readString(ParsedSource.root().resolve("docs/architecture.md")));
    assertThat(named).hasSizeGreaterThan(40);
    named.removeAll(declared());
    assertThat(named).as("names of docs/architecture.md that no type has").isEmpty();
  }

  @Test
  void aNameThatNoTypeHasIsFound() {
    assertThat(namedIn("the `core.Doorkeeper` and `PairNode.run`, in `node` at `READY`"))
        .containsExactly("Doorkeeper", "PairNode");
  }

  private static Set<String> namedIn(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher code = CODE.matcher(text); code.find(); ) {
      Matcher type = TYPE.matcher(code.group(1));
      if (type.lookingAt() && !ELSEWHERE.matcher(type.group(1)).matches()) {
        names.add(type.group(1));
      }
    }
    return names;
  }

  private static Set<String> declared() {
    Set<String> names = new TreeSet<>();
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void visitClass(ClassTree type, Void nothing) {
            names.add(type.getSimpleName().toString());
            return super.visitClass(type, null);
          }
        };
    for (String folder : List.of("src/main/java", "src/test/java")) {
      ParsedSource.allIn(folder).forEach(source -> source.tree().accept(scanner, null));
    }
    return names;
  }
}
