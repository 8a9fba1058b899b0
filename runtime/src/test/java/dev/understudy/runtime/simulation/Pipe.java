package dev.understudy.runtime.simulation;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a socket. What was sent is first in the sender's memory, and dies with it; what
 * was flushed is in the kernel, and stays readable after the sender's death.
 *
 * @param <M> the messages
 */
final class Pipe<M> {

  private final ArrayDeque<M> messages = new ArrayDeque<>();
  private int readable;
  private boolean closed;

  void send(M message) {
    if (!closed) {
      messages.add(message);
    }
  }

  /** Hands all that was sent to the kernel. */
  void flush() {
    readable = messages.size();
  }

  /** Hands the next message in the sender's memory to the kernel. */
  void flushOne() {
    readable = Math.min(messages.size(), readable + 1);
  }

  /** How many messages are on their way. */
  int size() {
    return messages.size();
  }

  boolean hasUnflushed() {
    return messages.size() > readable;
  }

  /** The sender has closed it, or has died: what is not flushed is lost. */
  void close() {
    while (messages.size() > readable) {
      messages.removeLast();
    }
    closed = true;
  }

  /** The receiver is gone: nothing is kept for it. */
  void abandon() {
    messages.clear();
    readable = 0;
    closed = true;
  }

  boolean hasReadable() {
    return readable > 0;
  }

  @Nullable M read() {
    if (readable == 0) {
      return null;
    }
    readable--;
    return messages.poll();
  }

  /** Whether all was read, and nothing will follow. */
  boolean isAtEnd() {
    return closed && readable == 0;
  }
}
