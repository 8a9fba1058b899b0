package dev.understudy.runtime.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Cuts what a connection sends into frames. Bytes are read in as they come and each whole frame is
 * given out where it lies, without a copy.
 *
 * <p>A declared length is checked at once, and memory for it is taken only as its bytes arrive: a
 * stranger who declares a large frame and sends nothing costs nothing. The buffer grows with what
 * comes and shrinks back once it is empty. Confined to one thread at a time.
 */
public final class FrameInput {

  /** The buffer of a connection that says little. */
  static final int INITIAL_BYTES = 8 << 10;

  /** Beyond this the buffer grows only for the sake of one frame, and shrinks after it. */
  static final int STEADY_BYTES = 128 << 10;

  // The JDK reads into a hidden buffer as large as the room that it is shown, and keeps it for the
  // thread: so it is never shown more than this.
  private static final int READ_BYTES = 128 << 10;

  private int maxFrameBytes;
  private final boolean isMetered;
  private int granted = STEADY_BYTES;
  private final WireInput body = new WireInput();

  private byte[] bytes = new byte[INITIAL_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int start;
  private int end;
  private boolean filled;
  private byte type;

  /**
   * @param maxFrameBytes the largest frame that is accepted, without its length
   */
  public FrameInput(int maxFrameBytes) {
    this(maxFrameBytes, false);
  }

  private FrameInput(int maxFrameBytes, boolean isMetered) {
    this.maxFrameBytes = maxFrameBytes;
    this.isMetered = isMetered;
  }

  /** One that takes memory for a large frame only where it is granted: see {@link #needs}. */
  public static FrameInput metered(int maxFrameBytes) {
    return new FrameInput(maxFrameBytes, true);
  }

  /** From now on frames up to this size are accepted. */
  public void accept(int newMaxFrameBytes) {
    maxFrameBytes = newMaxFrameBytes;
  }

  /**
   * How many bytes of memory the frame that has begun takes, if that is more than was granted; else
   * 0. Without a {@link #grant}, no more of it is read than fits.
   */
  public int needs() {
    if (end - start < Integer.BYTES) {
      return 0;
    }
    body.reset(bytes, start, Integer.BYTES);
    int length = body.readInt();
    boolean isLarge = length <= maxFrameBytes && length > granted - Integer.BYTES;
    return isLarge ? length + Integer.BYTES : 0;
  }

  /** The buffer may grow to this size, until the frame that needs it has been taken. */
  public void grant(int memoryBytes) {
    granted = memoryBytes;
  }

  /**
   * Gives back what was granted for a large frame, once that has been taken.
   *
   * @return how many bytes are free now; 0 if nothing was granted, or it is needed still
   */
  public int release() {
    if (granted == STEADY_BYTES || end - start > STEADY_BYTES || needsGranted()) {
      return 0;
    }
    int free = granted;
    granted = STEADY_BYTES;
    byte[] smaller = new byte[Math.max(INITIAL_BYTES, end - start)];
    System.arraycopy(bytes, start, smaller, 0, end - start);
    end -= start;
    start = 0;
    filled = false;
    replace(smaller);
    return free;
  }

  private boolean needsGranted() {
    if (end - start < Integer.BYTES) {
      return false;
    }
    body.reset(bytes, start, Integer.BYTES);
    return body.readInt() > STEADY_BYTES - Integer.BYTES;
  }

  /**
   * Reads once from a channel. What {@link #body} gave is no longer valid.
   *
   * @return the number of bytes read, 0 when a non-blocking channel has none, or -1 at its end
   */
  public int readFrom(ReadableByteChannel channel) throws IOException {
    makeRoom();
    int room = Math.min(bytes.length - end, READ_BYTES);
    view.limit(end + room).position(end);
    int read = channel.read(view);
    if (read > 0) {
      end += read;
      filled = read == room;
    }
    return read;
  }

  /**
   * Moves on to the next frame, if all of it is here. What {@link #body} gave is no longer valid.
   *
   * @return whether {@link #type} and {@link #body} now stand for a frame
   * @throws MalformedInputException when the declared length cannot be; the input is of no use
   *     after that
   */
  public boolean next() {
    int available = end - start;
    if (available < Integer.BYTES) {
      return false;
    }
    body.reset(bytes, start, Integer.BYTES);
    int length = body.readInt();
    if (length < 1 || length > maxFrameBytes) {
      throw new MalformedInputException(
          "a frame of " + length + " bytes, where 1 to " + maxFrameBytes + " are allowed");
    }
    if (available - Integer.BYTES < length) {
      return false;
    }
    int at = start + Integer.BYTES;
    type = bytes[at];
    body.reset(bytes, at + 1, length - 1);
    start = at + length;
    return true;
  }

  /** The type of the frame that {@link #next} found. */
  public byte type() {
    return type;
  }

  /**
   * What follows the type, to the end of the frame. The same object each time: valid until {@link
   * #next} or {@link #readFrom}.
   */
  public WireInput body() {
    return body;
  }

  /** The memory that is held. */
  int capacity() {
    return bytes.length;
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
      if (bytes.length > STEADY_BYTES && granted == STEADY_BYTES) {
        replace(new byte[INITIAL_BYTES]);
        filled = false;
      }
    } else if (start > 0 && (end == bytes.length || start >= bytes.length / 2)) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    boolean full = end == bytes.length;
    if (full || (filled && bytes.length < STEADY_BYTES)) {
      long most =
          isMetered ? granted : Math.max(STEADY_BYTES, (long) Integer.BYTES + maxFrameBytes);
      replace(Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, most)));
      filled = false;
    }
  }

  private void replace(byte[] replacement) {
    bytes = replacement;
    view = ByteBuffer.wrap(replacement);
  }
}
