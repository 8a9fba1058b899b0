package dev.understudy.runtime.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.simulation.disk.DiskUser;
import dev.understudy.runtime.simulation.disk.SimulatedDisk;
import dev.understudy.runtime.simulation.disk.SimulatedFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairLifeTest {

  private static final byte[] NO_UTF_8 = {(byte) 0xff, (byte) 0xfe, 0};

  @TempDir private Path folder;

  private RunDirectory directory() {
    return RunDirectory.of(folder);
  }

  @Test
  void itLastsUntilTheStateIsNew() throws IOException {
    long life = PairLife.of(directory(), false);
    assertThat(PairLife.of(directory(), false)).isEqualTo(life);
    long next = PairLife.of(directory(), true);
    assertThat(next).isNotEqualTo(life);
    assertThat(PairLife.of(directory(), false)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no number", "123456789012345678901234567890", "\u0000\u0000"})
  void aDamagedFileIsANewLife(String damage) throws IOException {
    Files.writeString(directory().lifeFile(), damage);
    long life = PairLife.of(directory(), false);
    assertThat(PairLife.of(directory(), false)).isEqualTo(life);
  }

  @Test
  void aFileOfBytesThatAreNoTextIsANewLife() throws IOException {
    Files.write(directory().lifeFile(), NO_UTF_8);
    long life = PairLife.of(directory(), false);
    assertThat(PairLife.of(directory(), false)).isEqualTo(life);
  }

  private static RunDirectory on(SimulatedDisk disk) throws IOException {
    RunDirectory directory =
        RunDirectory.of(new SimulatedFileSystem(disk, DiskUser.OBSERVER).getPath("/pair"));
    Files.createDirectories(directory.root());
    return directory;
  }

  @Test
  void itOutlivesTheLossOfPower() throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    long life = PairLife.of(on(disk), true);
    disk.losePower(() -> false, bound -> 0);
    assertThat(PairLife.of(on(disk), false)).isEqualTo(life);
  }

  @Test
  void anotherOneIsChosenOnAFullDiskToo() throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    long before = PairLife.of(on(disk), true);
    disk.setFull(true);
    long life = PairLife.of(on(disk), true);
    assertThat(life).isNotEqualTo(before);
    assertThat(PairLife.of(on(disk), false)).isEqualTo(life);
  }
}
