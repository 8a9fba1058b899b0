package dev.understudy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether each rig runs, with real processes, and ends them. It judges no figure. */
@Timeout(300)
class RigsTest {

  @TempDir Path folder;

  @Test
  void roundTripsOfBothRolesAreMeasured() throws Exception {
    String table = run("round-trip", "--rounds", "1", "--calls", "20", "--warm-up", "20");

    assertThat(table)
        .contains("HOT SERVER / bare chain, median", "HOT CLIENT / bare ping-pong, 99.9%");
  }

  @Test
  void throughputOfAllCallersIsMeasured() throws Exception {
    String table =
        run(
            "throughput",
            "--rounds",
            "1",
            "--round-millis",
            "20",
            "--warm-up-millis",
            "10",
            "--pair-warm-up-millis",
            "10",
            "--callers",
            "8");

    assertThat(table)
        .contains(
            "512 in flight / bare sketch",
            "8 callers on 8 connections / bare sketch",
            "8 callers on one client / bare sketch",
            "8 callers inside / bare sketch");
  }

  private String run(String rig, String... options) throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      String[] all = new String[options.length + 5];
      all[0] = rig;
      all[1] = "--json";
      all[2] = json.toString();
      all[3] = "--heap-mib";
      all[4] = "64";
      System.arraycopy(options, 0, all, 5, options.length);
      exitCode = Benchmarks.commandLine(out).execute(all);
    }
    assertThat(exitCode).isZero();
    assertThat(Files.readString(json)).startsWith("{\"rig\":\"" + rig + "\",\"figures\":[{");
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
    return bytes.toString(UTF_8);
  }
}
