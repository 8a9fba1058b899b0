package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One family of messages. The bytes are a frame without its length.
 *
 * @param reader as the family reads a frame
 * @param writer sends again what was heard
 * @param sent what the real writers send
 */
record MessageTarget(String name, Reader reader, Writer writer, List<Consumer<FrameSink>> sent)
    implements FuzzTarget {

  /** Reads a frame, and tells what it says. */
  interface Reader {
    void read(byte type, WireInput in, List<Heard> heard);
  }

  /** Sends what was heard of one frame. */
  interface Writer {
    void send(byte type, List<Heard> heard, FrameSink to);
  }

  /**
   * What a handler has heard.
   *
   * @param method of the handler
   * @param arguments bytes as lists, so that they are compared
   */
  record Heard(String method, List<Object> arguments) {

    long number(int index) {
      return (long) arguments.get(index);
    }

    @SuppressWarnings("unchecked") // It was made here.
    byte[] bytes(int index) {
      List<Byte> list = (List<Byte>) arguments.get(index);
      byte[] bytes = new byte[list.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = list.get(i);
      }
      return bytes;
    }

    /** The message itself, if it is one that becomes an object. */
    Message message() {
      for (Object argument : arguments) {
        if (argument instanceof Message message) {
          return message;
        }
      }
      throw new AssertionError(method + " tells of no message");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return sent.stream().map(MessageTarget::frame).toList();
  }

  @Override
  public boolean read(byte[] input) {
    if (input.length == 0) {
      return false; // The frame's length says so, and nobody reads on.
    }
    List<Heard> heard;
    try {
      heard = heard(input);
    } catch (MalformedInputException e) {
      return Refusal.by(e);
    }
    if (heard.isEmpty() || heard.get(heard.size() - 1).method().equals("understands")) {
      return true; // It says nothing, as an answer to no update at all, or in another language.
    }
    Same.require(heard, heard(frame(to -> writer.send(input[0], heard, to))));
    return true;
  }

  private List<Heard> heard(byte[] frame) {
    List<Heard> heard = new ArrayList<>();
    WireInput in = new WireInput(frame);
    reader.read(in.readByte(), in, heard);
    return heard;
  }

  /** What leaves, without the length. */
  static byte[] frame(Consumer<FrameSink> sent) {
    FrameOutput out = new FrameOutput();
    sent.accept(out);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      out.flush(Channels.newChannel(bytes));
      byte[] all = bytes.toByteArray();
      return Arrays.copyOfRange(all, Integer.BYTES, all.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A handler that notes what it hears. */
  static <H> H handler(Class<H> type, List<Heard> heard) {
    InvocationHandler notes =
        (proxy, method, arguments) -> {
          heard.add(new Heard(method.getName(), values(arguments)));
          // A HELLO of another language is not read further.
          return method.getReturnType() == boolean.class
              ? arguments[0].equals(FrameType.PROTOCOL_VERSION)
              : null;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, notes));
  }

  private static List<Object> values(Object[] arguments) {
    if (arguments == null) {
      return List.of();
    }
    if (arguments.length == 3 && arguments[0] instanceof byte[] part) {
      int offset = (int) arguments[1];
      return List.of(list(Arrays.copyOfRange(part, offset, offset + (int) arguments[2])));
    }
    List<Object> values = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof byte[] bytes) {
        values.add(list(bytes));
      } else if (argument instanceof WireInput in) {
        byte[] rest = new byte[in.remaining()];
        in.readRaw(rest, 0, rest.length);
        values.add(list(rest));
      } else {
        values.add(argument);
      }
    }
    return values;
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>(bytes.length);
    for (byte each : bytes) {
      list.add(each);
    }
    return list;
  }
}
