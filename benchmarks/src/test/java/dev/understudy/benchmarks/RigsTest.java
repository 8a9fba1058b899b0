package dev.understudy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether each rig runs, with real processes, and ends them. It judges no figure. */
@Timeout(300)
class RigsTest {

  @TempDir Path folder;

  @Test
  void roundTripsOfBothRolesAreMeasured() throws Exception {
    String table =
        run("round-trip", "--heap-mib", "64", "--rounds", "1", "--calls", "20", "--warm-up", "20");

    assertThat(table)
        .contains("HOT SERVER / bare chain, median", "HOT CLIENT / bare ping-pong, 99.9%");
  }

  @Test
  void throughputOfAllCallersIsMeasured() throws Exception {
    String table =
        run(
            "throughput",
            "--heap-mib",
            "64",
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

  @Test
  void whatACallerFeelsIsMeasuredInAllModesThatHaveAStandby() throws Exception {
    assertThat(run("failover", "--kills", "1", "--heap-mib", "64", "--backlog", "100"))
        .contains(
            "HOT SERVER, 64 MiB: primary killed, next reply",
            "HOT CLIENT, 64 MiB: next reply / bare end of file",
            "WARM, 64 MiB: primary killed, protected again");
  }

  @Test
  void thePairIsWholeAgainWithASpareAndWithout() throws Exception {
    assertThat(run("whole-again", "--kills", "1", "--state-mib", "1"))
        .contains(
            "1 MiB, no spare: protected again, idle",
            "1 MiB, spare: protected again, load",
            "1 MiB, spare: longest wait, snapshot");
  }

  @Test
  void recoveriesAreMeasured() throws Exception {
    assertThat(run("recovery", "--rounds", "1", "--updates", "1000", "--state-mib", "1"))
        .contains("start with a journal of", "start with a snapshot of 1 MiB");
  }

  @Test
  void codecsAreMeasured() throws Exception {
    assertThat(run("codecs", "--iterations", "1", "--iteration-millis", "50", "--lines", "2"))
        .contains(
            "generated / fory write, 2 lines",
            "generated / kryo read, 2 lines",
            "generated read, 2 lines, allocated");
  }

  @Test
  void pairsAtRestAreMeasured() throws Exception {
    String[] options = {"--rounds", "1", "--round-millis", "100", "--settle-millis", "0"};
    assertThat(run("at-rest", options))
        .contains("HOT SERVER, standby, % of a core", "WARM, primary, MiB", "COLD, guardian, MiB");
  }

  private String run(String rig, String... options) throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      List<String> all = new ArrayList<>(List.of(rig, "--json", json.toString()));
      all.addAll(List.of("--charts", folder.resolve("charts").toString()));
      all.addAll(List.of(options));
      exitCode = Benchmarks.commandLine(out).execute(all.toArray(String[]::new));
    }
    assertThat(exitCode).isZero();
    assertThat(Files.readString(json)).startsWith("{\"rig\":\"" + rig + "\",\"figures\":[{");
    assertThat(Files.readString(folder.resolve("charts").resolve(rig + ".svg")))
        .startsWith("<svg ")
        .contains(">" + rig + ", ");
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
    return bytes.toString(UTF_8);
  }
}
