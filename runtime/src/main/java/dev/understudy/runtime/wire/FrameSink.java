package dev.understudy.runtime.wire;

/** Where frames are appended that are to leave on a connection. */
public interface FrameSink {

  /**
   * Begins a frame.
   *
   * @param type see {@link FrameType}
   * @return where its body is to be written, until {@link #end}
   */
  WireOutput begin(byte type);

  /** Ends the frame that {@link #begin} began: it may leave now. */
  void end();
}
