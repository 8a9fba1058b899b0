package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsLauncher;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server class in a module of its own, which is run by {@code -m}. */
class ModulesTest {

  private static final Map<String, String> SOURCES =
      Map.of(
          "module-info.java",
          """
          module shop.counter {
            requires understudy.annotations;
            requires understudy.runtime;
          }
          """,
          "shop/Counter.java",
          """
          package shop;

          import dev.understudy.HighlyAvailable;
          import dev.understudy.Query;
          import dev.understudy.State;
          import dev.understudy.Update;
          import java.util.TreeMap;

          @HighlyAvailable
          public class Counter {
            @State private long last;
            @State private final TreeMap<Long, String> waiting = new TreeMap<>();

            @Update
            public long take(String name) {
              waiting.put(++last, name);
              return last;
            }

            @Query
            public int waiting() {
              return waiting.size();
            }
          }
          """,
          "shop/Visit.java",
          """
          package shop;

          import java.nio.file.Path;

          public final class Visit {
            public static void main(String[] arguments) {
              try (CounterClient counter = CounterClient.connect(Path.of(arguments[2]))) {
                System.out.print(counter.take("Ada") + " of " + counter.waiting());
              }
            }
          }
          """);

  private static final Pattern OF_A_MODULE =
      Pattern.compile(".*\\b(annotations|runtime|slf4j|picocli|jna|jspecify)\\b.*");

  private PairRun place;
  private PairRun pair;
  private PairRun visit;

  @BeforeEach
  void buildModule() throws IOException {
    Path processor = Path.of(System.getProperty("understudy.processor.jar", "none"));
    assumeTrue(Files.exists(processor), "the processor is packaged: run 'mvn package' for that");
    place = PairRun.of(SumsLauncher.class);
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> OF_A_MODULE.matcher(entry).matches())
            .collect(Collectors.joining(File.pathSeparator));
    Path module = place.root().resolve("mods").resolve("shop.counter");
    compile(
        place.root().resolve("src"),
        List.of(
            "-Xlint:all",
            "-Werror",
            "-d",
            module.toString(),
            "--module-path",
            libraries,
            "-processorpath",
            processor.toString()));
    String modulePath = module.getParent() + File.pathSeparator + libraries;
    pair = place.ofModule(modulePath, "shop.counter/shop.CounterLauncher");
    visit = place.ofModule(modulePath, "shop.counter/shop.Visit");
  }

  @AfterEach
  void endPair() {
    if (place != null) {
      place.close();
    }
  }

  private static void compile(Path folder, List<String> options) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Path file = folder.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
      assertThat(messages.toString()).isEmpty();
    }
  }

  @Test
  void itServesIsSucceededAndStopsAsOneOfTheClassPathDoes() throws Exception {
    Process start = pair.start();
    PairStatus first = pair.awaitProtected();
    assertThat(visit.run("take").out()).isEqualTo("1 of 1");

    pair.kill(first.primary().pid());
    PairStatus second = pair.awaitProtectedWithout(first.primary().pid());
    assertThat(second.primary().pid()).isEqualTo(first.standby().pid());
    assertThat(visit.run("take").out()).isEqualTo("2 of 2");

    // The command that the first process has printed for people ends the pair.
    String stop = pair.finish(start).out().lines().reduce((one, next) -> next).orElseThrow();
    assertThat(stop).contains("java --module-path=", " -m shop.counter/shop.CounterLauncher stop ");
    Process stopping = new ProcessBuilder("sh", "-c", stop).redirectErrorStream(true).start();
    String told = new String(stopping.getInputStream().readAllBytes());
    assertThat(stopping.waitFor()).as(told).isZero();
    Machine.await("the end of both").until(() -> pair.processes().isEmpty());
  }

  @Test
  void aGuardianStartsItAnewAsAModule() {
    pair.start("--guard");
    PairStatus first = pair.awaitProtected();
    assertThat(visit.run("take").out()).isEqualTo("1 of 1");

    pair.kill(first.primary().pid(), first.standby().pid());
    pair.awaitProtectedWithout(first.primary().pid(), first.standby().pid());
    assertThat(visit.run("take").out()).isEqualTo("2 of 2");
    assertThat(pair.run("stop").exitCode()).isZero();
  }
}
