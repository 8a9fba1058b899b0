package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that cannot be processed in the first round, and faults of the processor itself. */
class RoundsTest {

  private static final Compilation.Source SHOP =
      new Compilation.Source(
          "Shop.java",
          """
          package dev.x;

          import dev.understudy.*;

          @HighlyAvailable
          class Shop {
            @State private Later later;

            @Update Later go(Later value) {
              return value;
            }

            @OnPrimary void tell(ShopPrimary primary) {}
          }
          """);

  @TempDir private Path directory;

  @Test
  void aClassWaitsForTypesThatAnotherProcessorMakes() {
    Compilation compilation =
        Compilation.of(
            directory,
            List.of(new MakesLater(), new HighlyAvailableProcessor()),
            List.of(SHOP),
            "-Xlint:-processing");

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.generated())
        .containsOnlyKeys(
            "Later.java",
            "ShopClient.java",
            "ShopLauncher.java",
            "ShopPrimary.java",
            "ShopReplica.java",
            "ShopStandby.java");
  }

  @Test
  void aFaultOfOurOwnIsOneErrorThatAsksForAReport() {
    assertThat(fault()).hasSize(1);
    assertThat(fault().get(0))
        .isEqualTo(
            "Shop.java:6: error: [US-040] Understudy's processor failed at dev.x.Shop:"
                + " java.lang.IllegalStateException: out of order. This is our fault: please report"
                + " it with this message and the class; -Aunderstudy.debug prints the stack trace.");
  }

  @Test
  void theStackTraceIsPrintedOnlyWhenAskedFor() {
    assertThat(fault("-Aunderstudy.debug"))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("note: ", "at dev.understudy.processor"));
  }

  private List<String> fault(String... options) {
    HighlyAvailableProcessor broken =
        new HighlyAvailableProcessor(
            () -> {
              throw new IllegalStateException("out of order");
            });
    String sound = SHOP.text().replace("Later", "String").replace("ShopPrimary primary", "");
    return Compilation.of(
            directory.resolve(String.valueOf(options.length)),
            List.of(broken),
            List.of(new Compilation.Source("Shop.java", sound)),
            options)
        .diagnostics();
  }

  /**
   * Makes the type Later in the first round. It stands before ours, which claims its annotations:
   * javac asks no further processor once all annotations of a round are claimed.
   */
  @SupportedAnnotationTypes("*")
  private static final class MakesLater extends AbstractProcessor {

    private boolean isMade;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!isMade) {
        isMade = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("dev.x.Later").openWriter()) {
          out.write("package dev.x; record Later(int when) {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
