package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of a directory: files that hold the state after one sequence, so that the journal
 * before it is needless. A snapshot is there whole and durable, or not at all.
 *
 * <p>Without state: for any thread, and for both processes at a time.
 */
public final class Snapshots {

  // The sequence, and the process that writes it.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\d{20}\\.snapshot\\.(\\d{1,18})\\.new");

  private static final String UNLOADABLE_SUFFIX = ".unloadable";

  private Snapshots() {}

  /**
   * Writes a snapshot while the state is saved, and returns when it is durable.
   *
   * @param sequence the last update in it
   * @param epoch the epoch of that update
   * @param state writes the state
   * @throws JournalFailedException if it cannot be written; nothing is left of it then
   * @throws RuntimeException what {@code state} throws; nothing is left of it either
   */
  public static void write(
      RunDirectory directory,
      JournalIdentity identity,
      long sequence,
      long epoch,
      Consumer<WireOutput> state) {
    try (SnapshotDraft draft = SnapshotDraft.write(directory, identity, sequence, epoch, state)) {
      draft.publish();
    }
  }

  /** Has a snapshot written under another name first, so that it is there wholly or not at all. */
  static void place(RunDirectory directory, long sequence, SnapshotDraft.Writing writing) {
    try (SnapshotDraft draft = SnapshotDraft.write(directory, sequence, writing)) {
      draft.publish();
    }
  }

  /**
   * Opens the newest snapshot before a sequence, once it was read and found whole.
   *
   * @return empty if there is none; to be closed
   * @throws JournalDamagedException if it is not what was written
   * @throws ForeignJournalException if it is of another class, contract or format
   * @throws JournalFailedException if it cannot be read
   */
  public static Optional<SnapshotFile> newestBefore(
      RunDirectory directory, JournalIdentity identity, long sequence) {
    while (true) {
      Map.Entry<Long, Path> newest = list(directory).lowerEntry(sequence);
      if (newest == null) {
        return Optional.empty();
      }
      Path file = newest.getValue();
      try {
        return Optional.of(open(file, identity, newest.getKey()));
      } catch (NoSuchFileException e) {
        // It was removed between the two looks: then there is a newer one.
        if (newest.equals(list(directory).lowerEntry(sequence))) {
          throw new JournalFailedException(
              file + " is listed and cannot be read: " + FileReason.of(e), e);
        }
      } catch (IOException e) {
        throw new JournalFailedException(file + " cannot be read: " + FileReason.of(e), e);
      }
    }
  }

  /** Opens the newest snapshot, as {@link #newestBefore} does. */
  public static Optional<SnapshotFile> newest(RunDirectory directory, JournalIdentity identity) {
    return newestBefore(directory, identity, Long.MAX_VALUE);
  }

  /** The sequence of the newest snapshot before a sequence; -1 if there is none. */
  public static long sequenceBefore(RunDirectory directory, long sequence) {
    Long newest = list(directory).lowerKey(sequence);
    return newest == null ? -1 : newest;
  }

  /** The sequence of the oldest of at least two snapshots; 0 if there are fewer. */
  public static long oldestOfSeveral(RunDirectory directory) {
    NavigableMap<Long, Path> snapshots = list(directory);
    return snapshots.size() < 2 ? 0 : snapshots.firstKey();
  }

  /**
   * Takes away the name of a snapshot that could not be loaded, now that a newer one counts: it is
   * none to fall back to. The file stays for people to look at.
   *
   * @return what it is called now
   * @throws JournalFailedException if that cannot be done
   */
  public static Path setAside(RunDirectory directory, long sequence) {
    Path folder = directory.snapshotDirectory();
    Path file = folder.resolve(SegmentFiles.name(sequence, SegmentFiles.SNAPSHOT_SUFFIX));
    Path aside = file.resolveSibling(file.getFileName() + UNLOADABLE_SUFFIX);
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return aside;
    } catch (IOException e) {
      throw new JournalFailedException(
          file + " cannot be renamed to " + aside.getFileName() + ": " + FileReason.of(e), e);
    }
  }

  /** The sequence of the newest snapshot; -1 if there is none. */
  public static long newestSequence(RunDirectory directory) {
    Map.Entry<Long, Path> newest = list(directory).lastEntry();
    return newest == null ? -1 : newest.getKey();
  }

  /**
   * The epoch of the newest snapshot, by a look at its header alone, of whatever class it is.
   *
   * @return 0 if that is not known: there is none, or none that can be read
   */
  public static long epochOfNewest(RunDirectory directory) {
    try {
      Map.Entry<Long, Path> newest = list(directory).lastEntry();
      if (newest == null) {
        return 0;
      }
      try (SnapshotInput input = SnapshotInput.open(newest.getValue())) {
        FileHeader header = input.readHeader().header();
        return header == null ? 0 : header.epoch();
      }
    } catch (IOException | JournalException e) {
      return 0; // A start from it says what is wrong with it.
    }
  }

  /** The size of the newest snapshot's file; 0 if there is none. */
  public static long newestBytes(RunDirectory directory) {
    Map.Entry<Long, Path> newest = list(directory).lastEntry();
    return newest == null ? 0 : bytes(new TreeMap<>(Map.of(newest.getKey(), newest.getValue())));
  }

  /**
   * Deletes old snapshots.
   *
   * @param sequence those of this one and later ones are kept
   * @param keep how many of the newest are kept in any case
   * @return the sequence of the oldest one that is left: the journal before it is needless; 0 if
   *     there are fewer than are kept, since the journal is what is fallen back to then
   * @throws JournalFailedException if a file cannot be deleted
   */
  public static long removeOlderThan(RunDirectory directory, long sequence, int keep) {
    NavigableMap<Long, Path> snapshots = list(directory);
    if (snapshots.size() < keep) {
      return 0;
    }
    try {
      int left = snapshots.size();
      for (Map.Entry<Long, Path> entry : snapshots.entrySet()) {
        if (left <= keep || entry.getKey() >= sequence) {
          return entry.getKey();
        }
        Files.deleteIfExists(entry.getValue());
        left--;
      }
      return 0;
    } catch (IOException e) {
      throw new JournalFailedException(
          "old snapshots in "
              + directory.snapshotDirectory()
              + " cannot be deleted: "
              + FileReason.of(e),
          e);
    }
  }

  /**
   * Estimates how many bytes were journaled since the newest snapshot: as much of the journal as
   * there are updates after the snapshot among those that the journal holds.
   *
   * @param lastSequence the number of the last update in the journal
   */
  public static long estimateJournaledSince(RunDirectory directory, long lastSequence) {
    NavigableMap<Long, Path> segments =
        SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX);
    if (segments.isEmpty() || lastSequence < segments.firstKey()) {
      return 0;
    }
    Map.Entry<Long, Path> newest = list(directory).lastEntry();
    long before = segments.firstKey() - 1;
    long snapshot = newest == null ? before : Math.max(newest.getKey(), before);
    double share = (double) (lastSequence - snapshot) / (lastSequence - before);
    return Math.max(0, (long) (bytes(segments) * share));
  }

  private static long bytes(NavigableMap<Long, Path> segments) {
    long bytes = 0;
    for (Path segment : segments.values()) {
      try {
        bytes += Files.size(segment);
      } catch (IOException e) {
        throw new JournalFailedException(segment + " cannot be looked at: " + e, e);
      }
    }
    return bytes;
  }

  private static NavigableMap<Long, Path> list(RunDirectory directory) {
    return SegmentFiles.list(directory.snapshotDirectory(), SegmentFiles.SNAPSHOT_SUFFIX);
  }

  static SnapshotFile open(Path file, JournalIdentity identity, long sequence) throws IOException {
    SnapshotInput input = SnapshotInput.open(file);
    boolean whole = false;
    try {
      FileHeader header = requireWhole(input, identity, sequence);
      whole = true;
      return new SnapshotFile(input, header);
    } finally {
      if (!whole) {
        input.close();
      }
    }
  }

  private static FileHeader requireWhole(
      SnapshotInput input, JournalIdentity identity, long sequence) throws IOException {
    Path file = input.file();
    FileHeader.Found found = input.readHeader();
    FileHeader header = found.header();
    if (header == null) {
      throw damaged(file, found.problem());
    }
    header.requireIdentity(identity, file);
    if (header.sequence() != sequence) {
      String text = "it is of sequence " + header.sequence() + ", unlike its name";
      throw damaged(file, new FileHeader.Problem(0, text));
    }
    FileHeader.Problem problem = input.problemOfBody(header, 0);
    if (problem != null) {
      throw damaged(file, problem);
    }
    return header;
  }

  private static JournalDamagedException damaged(Path file, FileHeader.Problem problem) {
    return new JournalDamagedException(
        "the snapshot "
            + file
            + " is damaged at offset "
            + problem.offset()
            + " ("
            + problem.text()
            + "): where nothing else is left to recover from, restore a backup");
  }

  /**
   * Removes what dead processes have begun and not finished; to be called before this one begins a
   * snapshot, or serves.
   *
   * @throws IOException if something cannot be removed
   */
  public static void sweep(RunDirectory directory) throws IOException {
    if (Files.isDirectory(directory.snapshotDirectory())) {
      removeUnfinished(directory.snapshotDirectory());
    }
  }

  static void removeUnfinished(Path folder) throws IOException {
    String unfinished = "*" + SegmentFiles.UNFINISHED_SUFFIX;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, unfinished)) {
      for (Path file : files) {
        Matcher name = UNFINISHED.matcher(file.getFileName().toString());
        if (name.matches() && isOfTheDead(Long.parseLong(name.group(1)))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  // A process in a container often has the number of its dead predecessor.
  private static boolean isOfTheDead(long pid) {
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }
}
