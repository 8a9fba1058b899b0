package dev.understudy.runtime.journal;

/**
 * How a journal is written.
 *
 * @param segmentBytes the size at which a segment is full; a batch is never divided, so one that is
 *     larger makes a segment larger
 * @param syncAlways whether what {@link Journal#force} has returned from must outlive the loss of
 *     power; otherwise it need only outlive the process
 */
public record JournalOptions(long segmentBytes, boolean syncAlways) {

  /** The usual size of a segment: 64 MiB. */
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

  /** Checks the size. */
  public JournalOptions {
    if (segmentBytes <= 0) {
      throw new IllegalArgumentException("segments of " + segmentBytes + " bytes");
    }
  }

  /** Segments of the usual size, not synced. */
  public static JournalOptions defaults() {
    return new JournalOptions(DEFAULT_SEGMENT_BYTES, false);
  }
}
