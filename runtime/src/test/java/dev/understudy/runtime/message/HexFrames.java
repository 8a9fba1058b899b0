package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.WireInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Frames as hexadecimal digits, to be read by people. */
final class HexFrames {

  private HexFrames() {}

  static String frame(Consumer<FrameSink> sent) {
    FrameOutput out = new FrameOutput();
    sent.accept(out);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      out.flush(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** The frame from its type on. */
  static WireInput input(String frame) {
    WireInput in = new WireInput(HexFormat.of().parseHex(frame));
    in.skip(Integer.BYTES);
    return in;
  }
}
