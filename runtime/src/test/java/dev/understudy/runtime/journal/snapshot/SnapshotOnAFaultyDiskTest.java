package dev.understudy.runtime.journal.snapshot;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.journal.FaultyDisk;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state is on the disk as a whole, whatever the user's code does when a piece is refused. */
class SnapshotOnAFaultyDiskTest {

  private static final int ROOM_BYTES = 3_000_000;
  private static final byte[] PIECE = new byte[1 << 20];

  @TempDir Path root;
  private final FaultyDisk disk = new FaultyDisk(ROOM_BYTES);

  private FileHeader write(Consumer<WireOutput> state) throws IOException {
    return SnapshotOutput.write(disk, root.resolve("state"), IDENTITY, 17, 3, state);
  }

  @Test
  void whatFitsIsWrittenInWhateverPieces() throws IOException {
    FileHeader header = write(state -> state.writeBytes(PIECE));
    assertThat(header.bodyBytes()).isEqualTo(PIECE.length + 3);
    try (SnapshotInput input = SnapshotInput.open(root.resolve("state"))) {
      assertThat(input.readHeader().header()).isEqualTo(header);
      assertThat(input.problemOfBody(header, 0)).isNull();
      assertThat(input.state(header).readBytes()).isEqualTo(PIECE);
    }
  }

  @Test
  void aFullDiskIsTheReason() {
    assertThatThrownBy(
            () ->
                write(
                    state -> {
                      for (int i = 0; i < 5; i++) {
                        state.writeBytes(PIECE);
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  @Test
  void aSaveThatLetsARefusalPassLeavesNoSnapshotWithAHole() {
    assertThatThrownBy(
            () ->
                write(
                    state -> {
                      state.writeBytes(PIECE);
                      try {
                        state.writeBytes(new byte[ROOM_BYTES]);
                      } catch (RuntimeException e) {
                        disk.addRoom(10 * ROOM_BYTES); // Somebody has made room by now.
                      }
                      writeOrLetPass(state);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private static void writeOrLetPass(WireOutput state) {
    try {
      state.writeBytes(PIECE);
    } catch (RuntimeException e) {
      // As the user's code does that must not be interrupted.
    }
  }

  @Test
  void aSaveThatMakesItsOwnOfARefusalIsToldTheReason() {
    disk.failWrites();
    assertThatThrownBy(
            () ->
                write(
                    state -> {
                      try {
                        state.writeBytes(PIECE);
                      } catch (RuntimeException e) {
                        throw new IllegalArgumentException("not saved", e);
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  @Test
  void whatIsNotDurableIsNoSnapshot() throws IOException {
    disk.failSyncs();
    assertThatThrownBy(() -> write(state -> state.writeLong(1))).isInstanceOf(IOException.class);
    assertThat(Files.size(root.resolve("state"))).isPositive(); // Its caller deletes it.
  }
}
