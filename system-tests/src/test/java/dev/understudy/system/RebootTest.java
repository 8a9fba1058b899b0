package dev.understudy.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start takes for lost, when the computer was started anew since the last one. */
class RebootTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private String life() throws IOException {
    return Files.readString(pair.directory().resolve("life"));
  }

  private void killAll(PairStatus status) {
    pair.kill(status.primary().pid(), status.standby().pid());
    Machine.await("no process is left").until(() -> pair.processes().isEmpty());
  }

  /** As if the last start of the pair had been before the last start of the computer. */
  private void startComputer() throws IOException {
    Path file = pair.directory().resolve("synced");
    byte[] mark = Files.readAllBytes(file);
    byte[] boot = Files.readAllBytes(Path.of("/proc/sys/kernel/random/boot_id"));
    int at = new String(mark, US_ASCII).indexOf(new String(boot, US_ASCII).strip());
    assumeTrue(at > 0, "the mark names this start of the computer");
    mark[at] = (byte) (mark[at] == 'f' ? '0' : 'f');
    int end = at + new String(boot, US_ASCII).strip().length();
    CRC32C checksum = new CRC32C();
    checksum.update(mark, 0, end);
    ByteBuffer.wrap(mark).putInt(end, (int) checksum.getValue());
    Files.write(file, mark);
  }

  /** Sequences may be given once more, and with them the numbers of sessions. */
  @Test
  void withoutSyncsTheSessionsOfBeforeEnd() throws IOException {
    PairStatus before = pair.startProtected();
    String life = life();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(1);
      killAll(before);
      PairStatus second = pair.startProtected();
      assertThat(life()).isEqualTo(life); // The kernel has kept what was written.
      assertThat(client.add("kept", 1)).isEqualTo(2);
      killAll(second);
      startComputer();
      pair.startProtected();
      assertThat(life()).isNotEqualTo(life);
      assertThat(client.add("kept", 1)).isEqualTo(3);
    }
  }

  @Test
  void withSyncsTheyGoOn() throws IOException {
    PairStatus before = pair.startProtected("--sync", "always");
    String life = life();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(1);
      killAll(before);
      startComputer();
      pair.startProtected("--sync", "always");
      assertThat(life()).isEqualTo(life);
      assertThat(client.add("kept", 1)).isEqualTo(2);
    }
  }
}
