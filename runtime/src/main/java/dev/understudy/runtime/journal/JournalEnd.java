package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the journal reached at one moment: a bound for a reader while another process writes,
 * perhaps as fast as it reads.
 *
 * @param segment the last file then; null where none was
 * @param bytes its size, with the room that was taken ahead
 */
public record JournalEnd(@Nullable Path segment, long bytes) {

  /**
   * Looks where the journal ends.
   *
   * @throws JournalFailedException if it cannot be looked at
   */
  public static JournalEnd now(RunDirectory directory) {
    while (true) {
      Map.Entry<Long, Path> last =
          SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX).lastEntry();
      if (last == null) {
        return new JournalEnd(null, 0);
      }
      Path segment = last.getValue();
      try {
        return new JournalEnd(segment, Files.size(segment));
      } catch (NoSuchFileException e) {
        // Others have followed it, and it was removed, since the folder was listed.
      } catch (IOException e) {
        throw new JournalFailedException(segment + " cannot be looked at: " + FileReason.of(e), e);
      }
    }
  }

  /**
   * Whether the journal still ends where its writer has left it: for one that has freed the fence,
   * and taken it again.
   *
   * @throws JournalException if it cannot be read
   */
  public static boolean isStill(Journal journal, RunDirectory directory, JournalIdentity identity) {
    JournalPosition left = journal.position();
    try (JournalReader reader =
        JournalReader.openAt(
            directory,
            identity,
            journal.segmentFirst(),
            left.offset(),
            left.lastSequence(),
            left.lastEpoch())) {
      return !reader.next(new LogRecord()) && left.equals(reader.position());
    }
  }

  /** Whether a reader that is there has read all that was in the journal then. */
  public boolean isReachedBy(JournalPosition position) {
    if (segment == null) {
      return true;
    }
    Path reached = position.segment();
    // The names are numbers of equal length.
    int order =
        reached == null
            ? -1
            : reached.getFileName().toString().compareTo(segment.getFileName().toString());
    return order > 0 || (order == 0 && position.offset() >= bytes);
  }
}
