package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.snapshot.Backup;
import dev.understudy.runtime.journal.snapshot.BackupDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A backup: a snapshot, and the contract behind it. The first byte says which checksums are right.
 */
final class BackupTarget implements FuzzTarget {

  // "UDSTCTRT".
  private static final long MAGIC = 0x5544535443545254L;
  private static final int FOOTER_BYTES = 16;
  private static final int CHECKSUM_FROM_END = 12;

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public List<byte[]> seeds() {
    try {
      RunDirectory directory = Playground.emptied();
      StateMachine state = StateTarget.played(true);
      String contract = Stage.SERVER_CLASS.contract();
      Path file = file(directory);
      try (BackupDraft draft =
          BackupDraft.write(
              file,
              SnapshotTarget.IDENTITY,
              state.sequence(),
              state.epoch(),
              contract,
              state::save)) {
        draft.publish();
      }
      byte[] bytes = Files.readAllBytes(file);
      byte[] seed = new byte[1 + bytes.length];
      System.arraycopy(bytes, 0, seed, 1, bytes.length);
      byte[] withoutContract = Arrays.copyOf(seed, seed.length - FOOTER_BYTES - contract.length());
      return List.of(seed, withoutContract);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(RunDirectory directory) {
    return directory.root().resolve("stage.backup");
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    if (input.length == 0) {
      return false;
    }
    RunDirectory directory = Playground.emptied();
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    int behind = (input[0] & 2) == 0 ? mendContract(bytes) : 0;
    if ((input[0] & 1) == 0) {
      Checksums.ofSnapshot(bytes, behind);
    }
    Path file = file(directory);
    Files.write(file, bytes);
    try (Backup backup = Backup.read(file, SnapshotTarget.IDENTITY)) {
      return StateTarget.read(backup.state());
    } catch (JournalException e) {
      return Refusal.by(e);
    }
  }

  /** Sets the checksum of the contract, and returns how many bytes it has with its footer. */
  private static int mendContract(byte[] file) {
    if (file.length < FOOTER_BYTES) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int size = bytes.getInt(file.length - FOOTER_BYTES);
    boolean isFooter = bytes.getLong(file.length - Long.BYTES) == MAGIC;
    if (!isFooter || size < 0 || size > file.length - FOOTER_BYTES) {
      return 0;
    }
    int begin = file.length - FOOTER_BYTES - size;
    int checksum = FileHeader.checksum(file, begin, size + Integer.BYTES);
    bytes.putInt(file.length - CHECKSUM_FROM_END, checksum);
    return size + FOOTER_BYTES;
  }
}
