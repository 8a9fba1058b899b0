package dev.understudy.runtime.journal;

import java.nio.file.Path;

/** Segments that do not follow one another: what to tell of them. */
final class JournalGap {

  private JournalGap() {}

  /**
   * A later segment is there, and what should lie between is not.
   *
   * @param file where the journal ends
   * @param offset the place in it
   * @param lastSequence the last record there
   * @param laterFirst the record with which the next file begins, by its name
   */
  static JournalDamagedException before(
      Path file, long offset, long lastSequence, long laterFirst) {
    String name = SegmentFiles.name(laterFirst, SegmentFiles.JOURNAL_SUFFIX);
    String what =
        laterFirst <= lastSequence
            ? name + " follows, and record " + laterFirst + " is here already"
            : "records "
                + (lastSequence + 1)
                + " to "
                + (laterFirst - 1)
                + " are missing before "
                + name
                + ": if a file was taken away, put it back";
    return SegmentReader.damaged(
        file, offset, what + "; if that one is no journal of this pair, take it away");
  }

  /** What to tell of a later segment that is there, where the power was lost in between. */
  static String lost(Path file, long offset, long laterFirst) {
    return "the journal file "
        + file
        + " ends at offset "
        + offset
        + ", and "
        + SegmentFiles.name(laterFirst, SegmentFiles.JOURNAL_SUFFIX)
        + " and what follows it are lost: the power was lost before all of it was on the disk";
  }

  /** Nothing follows, and something must. */
  static JournalDamagedException atTheEnd(Path file, long offset, long lastSequence) {
    return SegmentReader.damaged(file, offset, "after record " + lastSequence + " nothing follows");
  }
}
