package dev.understudy.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames come out as they went in, however the bytes are cut on their way. */
class FrameInputOutputTest {

  private static final int MAX = 4 << 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void framesSurviveAnyCut(long seed) throws IOException {
    Random random = new Random(seed);
    Pipe pipe = new Pipe(most -> random.nextInt(Math.min(most, 70_000) + 1));
    FrameOutput out = new FrameOutput();
    FrameInput in = new FrameInput(MAX);
    List<byte[]> expected = new ArrayList<>();
    int received = 0;
    int written = 0;
    while (received < 400) {
      for (int i = random.nextInt(4); i > 0 && written < 400; i--) {
        byte[] frame = randomFrame(random);
        append(out, frame);
        if (random.nextInt(10) == 0) {
          out.begin((byte) 9).writeLong(1);
          out.cancel();
        }
        expected.add(frame);
        written++;
      }
      boolean all = out.flush(pipe);
      assertThat(all).isEqualTo(out.pendingBytes() == 0);
      in.readFrom(pipe);
      while (in.next()) {
        assertThat(frameOf(in)).isEqualTo(expected.get(received));
        received++;
      }
    }
    assertThat(in.next()).isFalse();
    assertThat(pipe.readable()).isZero();
  }

  @Test
  void anEmptyBodyIsAFrame() throws IOException {
    Pipe pipe = new Pipe(most -> most);
    FrameOutput out = new FrameOutput();
    out.begin(FrameType.GOODBYE);
    out.end();
    assertThat(out.pendingBytes()).isEqualTo(5);
    assertThat(out.flush(pipe)).isTrue();
    FrameInput in = new FrameInput(MAX);
    in.readFrom(pipe);
    assertThat(in.next()).isTrue();
    assertThat(in.type()).isEqualTo(FrameType.GOODBYE);
    assertThat(in.body().remaining()).isZero();
    assertThat(in.next()).isFalse();
  }

  @Test
  void theEndOfTheChannelIsTold() throws IOException {
    Pipe pipe = new Pipe(most -> most);
    pipe.close();
    assertThat(new FrameInput(MAX).readFrom(pipe)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, MAX + 1, Integer.MAX_VALUE})
  void aLengthThatCannotBeIsRefusedBeforeItsBytesCome(int length) throws IOException {
    Pipe pipe = new Pipe(most -> most);
    pipe.write(ByteBuffer.allocate(4).putInt(0, length));
    FrameInput in = new FrameInput(MAX);
    in.readFrom(pipe);
    assertThatThrownBy(in::next)
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("a frame of " + length + " bytes")
        .hasMessageContaining("1 to " + MAX);
  }

  @Test
  void theLargestFramePasses() throws IOException {
    Pipe pipe = new Pipe(most -> most);
    FrameOutput out = new FrameOutput();
    out.begin((byte) 7).writeRaw(new byte[MAX - 1], 0, MAX - 1);
    out.end();
    out.flush(pipe);
    FrameInput in = new FrameInput(MAX);
    while (!in.next()) {
      assertThat(in.readFrom(pipe)).isPositive();
    }
    assertThat(in.body().remaining()).isEqualTo(MAX - 1);
  }

  @Test
  void memoryIsTakenOnlyAsBytesArrive() throws IOException {
    Pipe pipe = new Pipe(most -> most);
    pipe.write(ByteBuffer.allocate(4).putInt(0, MAX));
    FrameInput in = new FrameInput(MAX);
    in.readFrom(pipe);
    assertThat(in.next()).isFalse();
    in.readFrom(pipe);
    assertThat(in.capacity()).isEqualTo(FrameInput.INITIAL_BYTES);
    int arrived = 4;
    while (arrived < MAX / 2) {
      pipe.write(ByteBuffer.allocate(30_000));
      arrived += 30_000;
      while (in.readFrom(pipe) > 0) {
        assertThat(in.next()).isFalse();
        assertThat(in.capacity())
            .isLessThanOrEqualTo(Math.max(FrameInput.STEADY_BYTES, 4 * arrived));
      }
    }
  }

  @Test
  void buffersShrinkAfterAHugeFrame() throws IOException {
    Pipe pipe = new Pipe(most -> most);
    FrameOutput out = new FrameOutput();
    FrameInput in = new FrameInput(MAX);
    out.begin((byte) 7).writeRaw(new byte[MAX - 1], 0, MAX - 1);
    out.end();
    assertThat(out.capacity()).isGreaterThanOrEqualTo(MAX);
    assertThat(out.flush(pipe)).isTrue();
    assertThat(out.capacity()).isLessThanOrEqualTo(FrameOutput.STEADY_BYTES);
    while (!in.next()) {
      in.readFrom(pipe);
    }
    assertThat(in.capacity()).isGreaterThanOrEqualTo(MAX);
    in.readFrom(pipe);
    assertThat(in.capacity()).isEqualTo(FrameInput.INITIAL_BYTES);
  }

  @Test
  void misuseIsAnError() {
    FrameOutput out = new FrameOutput();
    assertThatThrownBy(out::end).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(out::cancel).isInstanceOf(IllegalStateException.class);
    out.begin((byte) 1);
    assertThatThrownBy(() -> out.begin((byte) 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> out.flush(new Pipe(most -> most)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] randomFrame(Random random) {
    int length =
        switch (random.nextInt(20)) {
          case 0 -> 1;
          case 1 -> random.nextInt(600_000) + 1;
          case 2, 3 -> random.nextInt(40_000) + 1;
          default -> random.nextInt(100) + 1;
        };
    byte[] frame = new byte[length];
    random.nextBytes(frame);
    return frame;
  }

  private static void append(FrameOutput out, byte[] frame) {
    out.begin(frame[0]).writeRaw(frame, 1, frame.length - 1);
    out.end();
  }

  private static byte[] frameOf(FrameInput in) {
    byte[] frame = new byte[1 + in.body().remaining()];
    frame[0] = in.type();
    int length = in.body().remaining();
    System.arraycopy(in.body().array(), in.body().skip(length), frame, 1, length);
    return frame;
  }

  /** A channel in memory that takes and gives as many bytes at a time as it is told. */
  private static final class Pipe implements ReadableByteChannel, WritableByteChannel {

    private final IntUnaryOperator portion;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private byte[] unread = new byte[0];
    private int position;
    private boolean open = true;

    Pipe(IntUnaryOperator portion) {
      this.portion = portion;
    }

    int readable() {
      return unread.length - position + bytes.size();
    }

    @Override
    public int read(ByteBuffer target) {
      if (position == unread.length) {
        unread = bytes.toByteArray();
        position = 0;
        bytes.reset();
      }
      int available = Math.min(target.remaining(), unread.length - position);
      if (available == 0) {
        return open ? 0 : -1;
      }
      int length = portion.applyAsInt(available);
      target.put(unread, position, length);
      position += length;
      return length;
    }

    @Override
    public int write(ByteBuffer source) {
      byte[] portioned = new byte[portion.applyAsInt(source.remaining())];
      source.get(portioned);
      bytes.writeBytes(portioned);
      return portioned.length;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }

  /** Large frames one after the other: each is granted memory, and gives it back. */
  @Test
  void aMeteredInputTakesNoMoreThanIsGranted() throws IOException {
    FrameInput metered = FrameInput.metered(FrameType.MAX_FRAME_BYTES);
    int length = 1 << 20;
    FrameOutput frames = new FrameOutput();
    for (int i = 0; i < 2; i++) {
      frames.begin(FrameType.REQUEST).writeRaw(new byte[length], 0, length);
      frames.end();
    }
    java.io.ByteArrayOutputStream sent = new java.io.ByteArrayOutputStream();
    frames.flush(java.nio.channels.Channels.newChannel(sent));
    java.nio.channels.ReadableByteChannel from =
        java.nio.channels.Channels.newChannel(new java.io.ByteArrayInputStream(sent.toByteArray()));
    for (int i = 0; i < 2; i++) {
      while (metered.needs() == 0) {
        metered.readFrom(from);
        assertThat(metered.next()).isFalse();
      }
      assertThat(metered.capacity()).isLessThanOrEqualTo(FrameInput.STEADY_BYTES);
      assertThat(metered.release()).isZero();
      assertThat(metered.needs()).isEqualTo(length + 5);
      metered.grant(length + 5);
      while (!metered.next()) {
        assertThat(metered.release()).isZero();
        metered.readFrom(from);
      }
      assertThat(metered.body().remaining()).isEqualTo(length);
      assertThat(metered.release()).isEqualTo(length + 5);
      assertThat(metered.capacity()).isLessThanOrEqualTo(FrameInput.STEADY_BYTES);
    }
  }
}
