package dev.understudy.runtime.core.standby;

/**
 * A place in the journal.
 *
 * @param segmentFirst the first sequence of its segment, which is the segment's name
 * @param offset in bytes from the begin of that segment
 * @param sequence the last update before it
 */
public record JournalPlace(long segmentFirst, long offset, long sequence) {}
