package dev.understudy.runtime.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Frames on their way to a connection: many are appended, and leave together in few writes. Between
 * {@link #begin} and {@link #end} the frame is written to the output that begin gave.
 *
 * <p>What a socket does not take stays here, so its owner must stop appending while {@link
 * #pendingBytes} is large. Memory shrinks back once all is gone. Confined to one thread at a time.
 */
public final class FrameOutput implements FrameSink {

  /** A buffer larger than this is given up once it is empty. */
  static final int STEADY_BYTES = 256 << 10;

  // The JDK copies all that it is shown into a hidden buffer, and keeps that for the thread: so it
  // is never shown more than this.
  private static final int WRITE_BYTES = 128 << 10;

  private static final int NONE = -1;

  // Frames are appended to one buffer while the other is being sent, so that neither is ever moved.
  private WireOutput filling = WireOutput.forCall();
  private WireOutput leaving = WireOutput.forCall();
  private int sent;
  private int open = NONE;
  private ByteBuffer view = ByteBuffer.wrap(leaving.array());

  /** Makes an empty one. */
  public FrameOutput() {}

  /** {@inheritDoc} Or until {@link #cancel}. */
  @Override
  public WireOutput begin(byte type) {
    if (open != NONE) {
      throw new IllegalStateException("a frame was begun inside another");
    }
    open = filling.size();
    filling.writeInt(0);
    filling.writeByte(type);
    return filling;
  }

  @Override
  public void end() {
    requireOpen();
    filling.setInt(open, filling.size() - open - Integer.BYTES);
    open = NONE;
  }

  /** Forgets the frame that {@link #begin} began. */
  public void cancel() {
    requireOpen();
    filling.truncate(open);
    open = NONE;
  }

  /**
   * Sends as much as the channel takes.
   *
   * @return whether nothing is left
   */
  public boolean flush(WritableByteChannel channel) throws IOException {
    if (open != NONE) {
      throw new IllegalStateException("flush inside a frame");
    }
    while (pendingBytes() > 0) {
      if (sent == leaving.size()) {
        swap();
      }
      int length = Math.min(leaving.size() - sent, WRITE_BYTES);
      view.limit(sent + length).position(sent);
      int written = channel.write(view);
      sent += written;
      if (written < length) {
        return false;
      }
    }
    release();
    return true;
  }

  /** Forgets all that has not left yet: nobody will ever take it. */
  public void discard() {
    filling.clear();
    leaving.clear();
    sent = 0;
    open = NONE;
  }

  /** The number of bytes that have not left yet. */
  public int pendingBytes() {
    int complete = open == NONE ? filling.size() : open;
    return leaving.size() - sent + complete;
  }

  /** The memory that is held. */
  int capacity() {
    return filling.array().length + leaving.array().length;
  }

  private void swap() {
    WireOutput empty = leaving;
    leaving = filling;
    filling = empty.array().length > STEADY_BYTES ? WireOutput.forCall() : empty;
    filling.clear();
    sent = 0;
    if (view.array() != leaving.array()) {
      view = ByteBuffer.wrap(leaving.array());
    }
  }

  private void release() {
    if (leaving.array().length > STEADY_BYTES) {
      leaving = WireOutput.forCall();
      view = ByteBuffer.wrap(leaving.array());
    }
    leaving.clear();
    sent = 0;
  }

  private void requireOpen() {
    if (open == NONE) {
      throw new IllegalStateException("no frame was begun");
    }
  }
}
