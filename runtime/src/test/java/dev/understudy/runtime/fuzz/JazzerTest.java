package dev.understudy.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzing led by coverage, in a process of its own. Usually all targets share some thousand runs,
 * the same ones each time. With {@code -Dunderstudy.fuzzMinutes=N} each has its part of so many
 * minutes, and goes on where it was left before; {@code -Dunderstudy.fuzzTarget=NAME} gives all of
 * them to one.
 */
class JazzerTest {

  private static final long MINUTES = Long.getLong("understudy.fuzzMinutes", 0);
  private static final String TARGET = System.getProperty(FuzzEntry.TARGET, "");
  private static final int SHORT_RUNS = 10_000;
  private static final int SEED = 1;
  private static final int MOST_BYTES = 8 << 10;
  // For one input; the process may be stopped for a while on a busy machine.
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final Duration START_AND_END = Duration.ofMinutes(5);
  private static final List<String> NATIVE_LIBRARIES =
      List.of("libjazzer_driver.so", "libjazzer_driver.dylib", "jazzer_driver.dll");
  private static final Path KEPT = Path.of("target", "fuzz");

  @TempDir private Path temporary;
  private Path playground;

  @BeforeEach
  void createPlayground() throws IOException {
    playground = Playground.createFolder();
  }

  @AfterEach
  void removePlayground() {
    Playground.remove(playground);
  }

  @Test
  void nothingIsFound() throws Exception {
    assumeTrue(
        hasNativeLibrary(),
        "jazzer has no native library for this platform: only the mutated seeds were read");
    if (MINUTES == 0) {
      fuzz("", temporary.resolve("seeds"), List.of("-runs=" + SHORT_RUNS));
      return;
    }
    List<FuzzTarget> targets = TARGET.isEmpty() ? Targets.list() : List.of(Targets.named(TARGET));
    long seconds = Math.max(1, Duration.ofMinutes(MINUTES).toSeconds() / targets.size());
    for (FuzzTarget target : targets) {
      fuzz(
          target.name(),
          KEPT.resolve("corpus").resolve(target.name()),
          List.of("-max_total_time=" + seconds));
    }
  }

  private void fuzz(String target, Path corpus, List<String> limits) throws Exception {
    Path found = Files.createDirectories(temporary.resolve("found" + target));
    writeSeeds(target, Files.createDirectories(corpus));
    Path output = temporary.resolve("output" + target + ".txt");
    List<String> command = command(target, corpus, found);
    command.addAll(limits);
    Process process =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long most = Duration.ofMinutes(MINUTES).plus(START_AND_END).toSeconds();
    boolean ended;
    try {
      ended = process.waitFor(most, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
    String printed = Files.readString(output);
    if (MINUTES > 0) {
      Files.copy(
          output,
          Files.createDirectories(KEPT).resolve("output-" + target + ".txt"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(ended).as("jazzer has ended; it printed%n%s", printed).isTrue();
    assertThat(process.exitValue())
        .as(
            "of jazzer with target '%s', which found %s and printed%n%s",
            target, hex(found), printed)
        .isZero();
    assertThat(printed).contains("DONE");
  }

  private List<String> command(String target, Path corpus, Path found) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow"));
    command.add("-D" + FuzzEntry.TARGET + "=" + target);
    command.add("-D" + Playground.FOLDER + "=" + playground);
    command.addAll(List.of("-cp", classPath(), "com.code_intelligence.jazzer.Jazzer"));
    command.add("--target_class=" + FuzzEntry.class.getName());
    command.add("--instrumentation_includes=dev.understudy.**");
    command.add("--reproducer_path=" + found);
    command.add("-artifact_prefix=" + found + File.separator);
    command.add("-seed=" + SEED);
    command.add("-max_len=" + MOST_BYTES);
    command.add("-timeout=" + HANG.toSeconds());
    command.add("-rss_limit_mb=0"); // The heap has its own limit.
    command.add("-print_final_stats=1");
    command.add(corpus.toAbsolutePath().toString());
    return command;
  }

  // The process has another working directory.
  private static String classPath() {
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }

  private static void writeSeeds(String target, Path corpus) throws IOException {
    List<FuzzTarget> all = Targets.list();
    for (int i = 0; i < all.size(); i++) {
      List<byte[]> seeds = all.get(i).seeds();
      boolean isChosen = all.get(i).name().equals(target);
      for (int n = 0; n < seeds.size(); n++) {
        Path file = corpus.resolve("%s-%03d".formatted(all.get(i).name(), n));
        if (isChosen) {
          Files.write(file, seeds.get(n));
        } else if (target.isEmpty()) {
          Files.write(file, FuzzEntry.chosen(i, seeds.get(n)));
        }
      }
    }
  }

  private static String hex(Path found) throws IOException {
    List<String> inputs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(found, "*-*")) {
      for (Path file : files) {
        inputs.add(file.getFileName() + ": " + HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return inputs.toString();
  }

  private static boolean hasNativeLibrary() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String platform =
        (system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "macos" : "windows")
            + (architecture.equals("amd64") ? "_x86_64" : "_" + architecture);
    return NATIVE_LIBRARIES.stream()
        .map(name -> "/com/code_intelligence/jazzer/driver/jazzer_driver_" + platform + "/" + name)
        .anyMatch(resource -> JazzerTest.class.getResource(resource) != null);
  }
}
