package dev.understudy.runtime.node;

import dev.understudy.runtime.replication.CallKey;
import dev.understudy.runtime.replication.CallWatch;
import dev.understudy.runtime.spi.ServerClass;
import java.util.zip.CRC32C;

/**
 * Watches the calls of a primary: each is kept in its last words while it runs, and the event loop
 * hears when it has ended. Writer thread only.
 */
final class RunningCall implements CallWatch {

  private final LastWords words;
  private final EventLoop loop;
  private final long[] methods;
  private final CRC32C checksum = new CRC32C();

  RunningCall(ServerClass serverClass, LastWords words, EventLoop loop) {
    this.words = words;
    this.loop = loop;
    this.methods = serverClass.operations().stream().mapToLong(CallKey::method).toArray();
  }

  /** Watches the calls of a standby, whose death in one blames nobody. */
  static CallWatch ofStandby(EventLoop loop) {
    return new CallWatch() {
      @Override
      public void entered(int operation, long session, byte[] bytes, int offset, int length) {}

      @Override
      public void enteredObituary(int operation, long session) {}

      @Override
      public void left() {
        loop.progressed();
      }
    };
  }

  @Override
  public void entered(int operation, long session, byte[] bytes, int offset, int length) {
    words.entered(methods[operation], CallKey.arguments(checksum, bytes, offset, length), session);
  }

  @Override
  public void enteredObituary(int operation, long session) {
    words.entered(methods[operation], session, session);
  }

  @Override
  public void left() {
    words.left();
    loop.progressed();
  }
}
