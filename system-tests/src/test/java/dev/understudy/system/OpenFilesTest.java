package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More connections than a process may have open: those who are in are served, and all goes on. */
class OpenFilesTest {

  private final List<Stranger> strangers = new ArrayList<>();
  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() throws IOException {
    for (Stranger stranger : strangers) {
      stranger.close();
    }
    pair.close();
  }

  private Stranger stranger() throws IOException {
    PairFile file = PairFile.read(pair.runDirectory()).orElseThrow();
    Stranger stranger = Stranger.at(pair.directory().resolve(file.primaryEndpoint()));
    strangers.add(stranger);
    return stranger;
  }

  private static long openFiles(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void limit(long pid, String limit) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + pid, "--nofile=" + limit).inheritIO().start();
    assertThat(prlimit.waitFor()).isZero();
  }

  @Test
  void whoFindsNoRoomWaitsAndTheLogIsNotFlooded() throws Exception {
    PairStatus before = pair.startProtected();
    long pid = before.primary().pid();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      Machine.await("nothing is being started").until(() -> pair.processes().size() == 2);
      limit(pid, openFiles(pid) + 10 + ":");
      for (int i = 0; i < 60; i++) {
        stranger().send(Stranger.clientHello(StrangersTest.SUMS, 0));
      }
      Machine.await("a word of it").until(() -> complaints() > 0);
      for (int i = 0; i < 20; i++) {
        callers.proceed();
      }
      assertThat(complaints()).isLessThan(5);
      for (int i = 0; i < 40; i++) {
        strangers.remove(0).close();
      }
      // Those who waited come in now.
      assertThat(strangers.remove(0).receive()[0]).isEqualTo(FrameType.WELCOME);
      callers.proceed();
      callers.end();
    }
    for (Stranger stranger : strangers) {
      stranger.close();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(pid);
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
  }

  private long complaints() {
    return pair.logs().lines().filter(line -> line.contains("could not accept")).count();
  }

  @Test
  void whoComesBeyondTheLimitIsToldSo() throws Exception {
    long self = ProcessHandle.current().pid();
    limit(self, "230:");
    try {
      pair = pair.with("-XX:-MaxFDLimit");
      pair.startProtected();
    } finally {
      limit(self, "4096:");
    }
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      byte last = FrameType.WELCOME;
      while (last == FrameType.WELCOME) {
        assertThat(strangers).hasSizeLessThan(230);
        Stranger next = stranger();
        next.send(Stranger.clientHello(StrangersTest.SUMS, 0));
        byte[] answer = next.receive();
        last = answer[0];
        if (last == FrameType.REFUSED) {
          assertThat(new String(answer, StandardCharsets.UTF_8))
              .contains("connections are in use")
              .contains("ulimit -n");
          next.awaitClose();
        }
      }
      assertThat(last).isEqualTo(FrameType.REFUSED);
      assertThat(strangers.size()).isGreaterThan(80);
      callers.proceed();
      callers.end();
    }
  }
}
