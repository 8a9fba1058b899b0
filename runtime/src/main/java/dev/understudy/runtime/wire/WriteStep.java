package dev.understudy.runtime.wire;

/**
 * What is written piece by piece, because it is nested too deeply for the stack: see {@link
 * WireOutput#goOn}.
 */
public interface WriteStep {

  /**
   * Writes the next piece: at most one value that is nested in turn, and nothing after it.
   *
   * @return false when nothing was left, and the end was written
   */
  boolean next(WireOutput out);

  /** Where the piece stands that was written last, for people: a field, or an index. */
  String place();
}
