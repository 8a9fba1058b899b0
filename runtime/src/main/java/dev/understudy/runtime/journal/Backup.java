package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A backup that was read, and found whole: one file, of the format of a snapshot, that holds the
 * state after one sequence. Immutable, for any thread.
 */
public final class Backup {

  // What an array can hold, and so a snapshot.
  private static final long LARGEST_BYTES = Integer.MAX_VALUE - 8;

  private final Path file;
  private final byte[] bytes;
  private final FileHeader header;
  private final int headerBytes;

  private Backup(Path file, byte[] bytes, FileHeader header, int headerBytes) {
    this.file = file;
    this.bytes = bytes;
    this.header = header;
    this.headerBytes = headerBytes;
  }

  /**
   * Reads a backup.
   *
   * @throws JournalDamagedException if it is not what was written
   * @throws ForeignJournalException if it is of another class, contract or format
   * @throws JournalFailedException if it cannot be read
   */
  public static Backup read(Path file, JournalIdentity identity) {
    byte[] bytes = readBytes(file);
    FileHeader.Found found =
        FileHeader.parse(bytes, 0, bytes.length, FileHeader.SNAPSHOT_MAGIC, file);
    FileHeader header = found.header();
    if (header == null) {
      throw damaged(file, found.problem());
    }
    requireIdentity(header.identity(), identity, file);
    FileHeader.Problem problem = header.problemOfBody(bytes, found.size());
    if (problem != null) {
      throw damaged(file, problem);
    }
    return new Backup(file, bytes, header, found.size());
  }

  /** Where it was read. */
  public Path file() {
    return file;
  }

  /** The size of the file. */
  public long sizeBytes() {
    return bytes.length;
  }

  /** The size of the state in it. */
  public long stateBytes() {
    return header.bodyBytes();
  }

  /** The last update in it. */
  public long sequence() {
    return header.sequence();
  }

  /** The reign of that update. */
  public long epoch() {
    return header.epoch();
  }

  /** The state, to be read once. */
  public WireInput state() {
    return WireInput.ofSnapshot(bytes, headerBytes, bytes.length - headerBytes);
  }

  /**
   * Makes it the state of a directory, from which a start goes on. The fence must be held.
   *
   * @param directory one that was created
   * @throws RunDirectoryException if it holds a state already
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
      ByteBuffer body = ByteBuffer.wrap(bytes, headerBytes, bytes.length - headerBytes);
      byte[] begin = header.toByteArray(FileHeader.SNAPSHOT_MAGIC);
      Snapshots.place(directory, sequence(), begin, body);
      placed = true;
    } finally {
      if (!placed) {
        removeSegment(SegmentFiles.segment(directory, sequence() + 1));
      }
    }
  }

  private static void removeSegment(Path segment) {
    try {
      Files.deleteIfExists(segment);
    } catch (IOException e) {
      throw new JournalFailedException(
          segment + " cannot be deleted (" + FileReason.of(e) + "): delete it by hand", e);
    }
  }

  private static byte[] readBytes(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new JournalFailedException(
            file + " is not a file: name one that 'backup' wrote", null);
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw damaged(
            file, new FileHeader.Problem(0, size + " bytes are more than a backup can have"));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new JournalFailedException(
          "the backup "
              + file
              + " cannot be read ("
              + FileReason.of(e)
              + "): name a file that 'backup' wrote, and that this user may read",
          e);
    }
  }

  private static void requireIdentity(JournalIdentity found, JournalIdentity expected, Path file) {
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
              + " (operations or state types differ): restore it with the build that made it");
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
