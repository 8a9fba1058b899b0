package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Lombok makes is seen, wherever it stands on the processor path. */
class LombokTest {

  private static final String ORDER =
      """
      package dev.x;

      import dev.understudy.*;
      import lombok.*;

      @Replicated
      @AllArgsConstructor
      @NoArgsConstructor
      class Order {
        @State @Getter private String name;
      }
      """;
  private static final String TAKEN =
      """
      package dev.x;

      @lombok.experimental.StandardException
      class TakenException extends Exception {
        private static final long serialVersionUID = 1;
      }
      """;
  private static final String SHOP =
      """
      package dev.x;

      import dev.understudy.*;
      import lombok.*;

      @HighlyAvailable
      @RequiredArgsConstructor
      class Shop {
        @State private Order last;

        @Update int put(Order order) throws TakenException {
          if (order.getName() == null) {
            throw new TakenException("no name");
          }
          last = order;
          return 1;
        }
      }
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itMayStandBeforeOrAfter(boolean before) {
    assertThat(diagnostics(before, ORDER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsNotBlamedForAnErrorElsewhere(boolean before) {
    String withABrokenServer = ORDER + "@HighlyAvailable class Stall {}\n";
    assertThat(diagnostics(before, withABrokenServer))
        .containsExactly(
            "Order.java:12: error: [US-011] Stall has no @Update method, so there is nothing to"
                + " replicate. Annotate one.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatItTakesAwayIsMissed(boolean before) {
    String withoutTheOther = ORDER.replace("@NoArgsConstructor\n", "");
    assertThat(diagnostics(before, withoutTheOther))
        .containsExactly(
            "Shop.java:9: error: [US-015] Shop.last: Order: dev.x.Order is @Replicated, and package"
                + " dev.x can reach no constructor of it without arguments. Add one.",
            "Shop.java:11: error: [US-015] Shop.put(order: Order): dev.x.Order is @Replicated, and"
                + " package dev.x can reach no constructor of it without arguments. Add one.");
  }

  private List<String> diagnostics(boolean before, String order) {
    List<String> path = new ArrayList<>();
    List<String> lombok = new ArrayList<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .forEach(entry -> (entry.contains("lombok") ? lombok : path).add(entry));
    assertThat(lombok).hasSize(1);
    path.addAll(before ? 0 : path.size(), lombok);
    String classPath =
        String.join(
                File.pathSeparator, Compilation.classPath().stream().map(Path::toString).toList())
            + File.pathSeparator
            + lombok.get(0);
    return Compilation.of(
            directory,
            List.of(),
            List.of(
                new Compilation.Source("Order.java", order),
                new Compilation.Source("TakenException.java", TAKEN),
                new Compilation.Source("Shop.java", SHOP)),
            "-Xlint:-processing",
            "-processorpath",
            String.join(File.pathSeparator, path),
            "-classpath",
            classPath)
        .diagnostics();
  }
}
