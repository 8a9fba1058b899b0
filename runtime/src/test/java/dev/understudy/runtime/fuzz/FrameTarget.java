package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a connection sends, cut into frames. The first byte says in which pieces it arrives; however
 * it does, the frames are the same.
 */
final class FrameTarget implements FuzzTarget {

  private static final int MAX_FRAME_BYTES = 300 << 10;

  @Override
  public String name() {
    return "frames";
  }

  @Override
  public List<byte[]> seeds() {
    byte[] small = {3, 0, 0, 0, 1, 3, 0, 0, 0, 4, 2, 9, 8, 7};
    byte[] large = new byte[1 + Integer.BYTES + (140 << 10)];
    large[0] = 100;
    ByteBuffer.wrap(large).putInt(1, 140 << 10).put(5, (byte) 19);
    return List.of(small, large);
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    if (input.length == 0) {
      return false;
    }
    byte[] sent = Arrays.copyOfRange(input, 1, input.length);
    String whole = cut(new FrameInput(MAX_FRAME_BYTES), sent, sent.length);
    int piece = 1 + Byte.toUnsignedInt(input[0]) * 37;
    Same.require(whole, cut(new FrameInput(MAX_FRAME_BYTES), sent, piece));
    Same.require(whole, cut(FrameInput.metered(MAX_FRAME_BYTES), sent, piece));
    return whole.endsWith("end");
  }

  private static String cut(FrameInput in, byte[] sent, int piece) throws IOException {
    List<String> frames = new ArrayList<>();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    FrameOutput again = new FrameOutput();
    ReadableByteChannel channel = pieces(sent, piece);
    try {
      while (true) {
        int needed = in.needs();
        if (needed > 0) {
          in.grant(needed);
        }
        int read = in.readFrom(channel);
        if (read < 0) {
          break;
        }
        while (in.next()) {
          byte[] body = bytes(in.body());
          frames.add(in.type() + ":" + body.length + ":" + Arrays.hashCode(body));
          again.begin(in.type()).writeRaw(body, 0, body.length);
          again.end();
        }
        in.release();
      }
    } catch (MalformedInputException e) {
      Refusal.by(e);
      return frames + e.getMessage();
    }
    again.flush(Channels.newChannel(taken));
    byte[] written = taken.toByteArray();
    if (!Arrays.equals(written, Arrays.copyOf(sent, written.length))) {
      throw new AssertionError("frames that are written again in another way");
    }
    return frames + " and then the end";
  }

  private static byte[] bytes(WireInput body) {
    byte[] bytes = new byte[body.remaining()];
    body.readRaw(bytes, 0, bytes.length);
    return bytes;
  }

  private static ReadableByteChannel pieces(byte[] sent, int piece) {
    int[] at = {0};
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        if (at[0] == sent.length) {
          return -1;
        }
        int length = Math.min(Math.min(piece, target.remaining()), sent.length - at[0]);
        if (length == 0) {
          throw new AssertionError("no room to read into, with " + (sent.length - at[0]) + " left");
        }
        target.put(sent, at[0], length);
        at[0] += length;
        return length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {
        throw new AssertionError("nobody closes it");
      }
    };
  }
}
