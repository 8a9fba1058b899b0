package dev.understudy.runtime.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A place in the journal, after a record: where a reader is, and where a writer goes on.
 *
 * @param segment the file; null where no file is yet, so that the next record begins one
 * @param offset in bytes from the begin of the file; 0 where the file's own header is torn
 * @param lastSequence the number of the last update before this place, or of the snapshot
 * @param lastEpoch the highest epoch found before this place; 0 if none was
 */
public record JournalPosition(
    @Nullable Path segment, long offset, long lastSequence, long lastEpoch) {

  /** The begin of a journal of which there is no file yet. */
  public static JournalPosition start() {
    return new JournalPosition(null, 0, 0, 0);
  }
}
