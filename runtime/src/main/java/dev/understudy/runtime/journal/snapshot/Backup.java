package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was read, and found whole: one file, of the format of a snapshot, that holds the
 * state after one sequence. It stays open until it is closed. Confined to one thread.
 */
public final class Backup implements AutoCloseable {

  private final SnapshotInput input;
  private final FileHeader header;

  private Backup(SnapshotInput input, FileHeader header) {
    this.input = input;
    this.header = header;
  }

  /**
   * Reads a backup.
   *
   * @throws JournalDamagedException if it is not what was written
   * @throws ForeignJournalException if it is of another class, contract or format
   * @throws JournalFailedException if it cannot be read
   */
  public static Backup read(Path file, JournalIdentity identity) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new JournalFailedException(file + " is not a file: name one that 'backup' wrote", null);
    }
    try {
      SnapshotInput input = SnapshotInput.open(file);
      boolean whole = false;
      try {
        FileHeader header = requireWhole(input, identity);
        whole = true;
        return new Backup(input, header);
      } finally {
        if (!whole) {
          input.close();
        }
      }
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static FileHeader requireWhole(SnapshotInput input, JournalIdentity identity)
      throws IOException {
    FileHeader.Found found = input.readHeader();
    FileHeader header = found.header();
    if (header == null) {
      throw damaged(input.file(), found.problem());
    }
    BackupContract.Found contract = BackupContract.read(input);
    requireIdentity(header.identity(), identity, input.file(), contract);
    FileHeader.Problem problem =
        input.problemOfBody(header, contract == null ? 0 : contract.sizeBytes());
    if (problem != null) {
      throw damaged(input.file(), problem);
    }
    return header;
  }

  /** Where it was read. */
  public Path file() {
    return input.file();
  }

  /** The size of the file. */
  public long sizeBytes() {
    return input.sizeBytes();
  }

  /** The size of the state in it. */
  public long stateBytes() {
    return header.bodyBytes();
  }

  /** The last update in it. */
  public long sequence() {
    return header.sequence();
  }

  /** The epoch of that update. */
  public long epoch() {
    return header.epoch();
  }

  /** The state, from its begin at each call. */
  public WireInput state() {
    return input.state(header);
  }

  /** Compares the state with the one that is saved to it. */
  public BodyComparison comparison() {
    return new BodyComparison(input, header);
  }

  /**
   * Makes it the state of a directory, from which a start goes on. The fence must be held.
   *
   * @param directory one that was created
   * @throws RunDirectoryException if it holds a state already
   * @throws JournalDamagedException if the backup has changed since it was read
   * @throws JournalFailedException if it cannot be written; the directory holds no state then
   */
  public void restore(RunDirectory directory) {
    if (!SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX).isEmpty()
        || Snapshots.newestSequence(directory) >= 0) {
      throw new RunDirectoryException(
          "the directory "
              + directory
              + " holds a state already, and a backup never replaces one: name a new directory with"
              + " --dir, or move this one away");
    }
    // The journal first: without the snapshot it is refused, and not taken for a new begin.
    Journal.open(
            directory,
            header.identity(),
            new JournalPosition(null, 0, sequence(), epoch()),
            new JournalOptions(JournalOptions.DEFAULT_SEGMENT_BYTES, true))
        .close();
    boolean placed = false;
    try {
      Snapshots.place(directory, sequence(), this::copy);
      placed = true;
    } finally {
      if (!placed) {
        removeSegment(SegmentFiles.segment(directory, sequence() + 1));
      }
    }
  }

  private void copy(Path fresh) throws IOException {
    if (!SnapshotOutput.copy(fresh, header, input).equals(header)) {
      throw damaged(file(), new FileHeader.Problem(0, "it has changed since it was read"));
    }
  }

  @Override
  public void close() {
    input.close();
  }

  private static void removeSegment(Path segment) {
    try {
      Files.deleteIfExists(segment);
    } catch (IOException e) {
      throw new JournalFailedException(
          segment + " cannot be deleted (" + FileReason.of(e) + "): delete it by hand", e);
    }
  }

  private static JournalFailedException cannotRead(Path file, IOException e) {
    return new JournalFailedException(
        "the backup "
            + file
            + " cannot be read ("
            + FileReason.of(e)
            + "): name a file that 'backup' wrote, and that this user may read",
        e);
  }

  private static void requireIdentity(
      JournalIdentity found,
      JournalIdentity expected,
      Path file,
      BackupContract.@Nullable Found contract) {
    if (!found.service().equals(expected.service())) {
      throw new ForeignJournalException(
          file
              + " is a backup of the class "
              + found.service()
              + ", not of "
              + expected.service()
              + ": restore it with the launcher of that class");
    }
    if (found.fingerprint() != expected.fingerprint()) {
      throw new ForeignJournalException(
          file
              + " was made with another contract of "
              + expected.service()
              + " (operations or state types differ): restore it with the build that made it",
          found,
          contract == null ? null : contract.contract());
    }
  }

  private static JournalDamagedException damaged(Path file, FileHeader.Problem problem) {
    return new JournalDamagedException(
        "the backup "
            + file
            + " is damaged at offset "
            + problem.offset()
            + " ("
            + problem.text()
            + "): use another one");
  }
}
