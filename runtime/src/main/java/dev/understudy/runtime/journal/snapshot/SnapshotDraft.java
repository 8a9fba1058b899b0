package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.FolderSync;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * A snapshot that is durable on the disk and does not bear its name yet, so that it can be read
 * back first: until it is published, nobody recovers from it. Closed without {@link #publish},
 * nothing is left of it. Confined to one thread.
 */
public final class SnapshotDraft implements AutoCloseable {

  /** Writes a whole and durable file. */
  interface Writing {
    void write(Path fresh) throws IOException;
  }

  private final Path file;
  private final Path fresh;
  private final long sequence;

  private SnapshotDraft(Path file, Path fresh, long sequence) {
    this.file = file;
    this.fresh = fresh;
    this.sequence = sequence;
  }

  /**
   * Writes a draft while the state is saved, and returns when it is durable.
   *
   * @param sequence the last update in it
   * @param epoch the epoch of that update
   * @param state writes the state
   * @throws JournalFailedException if it cannot be written; nothing is left of it then
   * @throws RuntimeException what {@code state} throws; nothing is left of it either
   */
  public static SnapshotDraft write(
      RunDirectory directory,
      JournalIdentity identity,
      long sequence,
      long epoch,
      Consumer<WireOutput> state) {
    return write(
        directory,
        sequence,
        fresh -> SnapshotOutput.write(fresh, identity, sequence, epoch, state));
  }

  static SnapshotDraft write(RunDirectory directory, long sequence, Writing writing) {
    Path folder = directory.snapshotDirectory();
    Path file = folder.resolve(SegmentFiles.name(sequence, SegmentFiles.SNAPSHOT_SUFFIX));
    SnapshotDraft draft = new SnapshotDraft(file, SegmentFiles.unfinished(file), sequence);
    boolean written = false;
    try {
      Files.createDirectories(folder);
      Snapshots.removeUnfinished(folder);
      writing.write(draft.fresh);
      written = true;
      return draft;
    } catch (IOException e) {
      throw draft.cannotWrite(e);
    } finally {
      if (!written) {
        draft.close();
      }
    }
  }

  /** The last update in it. */
  public long sequence() {
    return sequence;
  }

  /** The name that it is to have. */
  public Path file() {
    return file;
  }

  /**
   * Reads back what is on the disk, to be closed.
   *
   * @throws JournalDamagedException if it is not what was written
   * @throws JournalFailedException if it cannot be read
   */
  public SnapshotFile read(JournalIdentity identity) {
    try {
      return Snapshots.open(fresh, identity, sequence);
    } catch (IOException e) {
      throw new JournalFailedException(fresh + " cannot be read: " + FileReason.of(e), e);
    }
  }

  /** Gives it its name, in place of an older one of that name, and returns when that is durable. */
  public void publish() {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      FolderSync.force(file.resolveSibling(""));
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private JournalFailedException cannotWrite(IOException e) {
    return new JournalFailedException(
        "the snapshot "
            + file
            + " cannot be written ("
            + FileReason.of(e)
            + "): make room, or check the disk",
        e);
  }
}
