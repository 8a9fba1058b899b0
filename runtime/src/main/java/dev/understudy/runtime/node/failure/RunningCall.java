package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.core.state.CallObserver;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.util.zip.CRC32C;

/**
 * Watches the calls of a primary: each is kept in its last words while it runs, and the event loop
 * hears when it has ended. Writer thread only.
 */
public final class RunningCall implements CallObserver {

  private final LastWords words;
  private final EventLoop loop;
  private final long[] methods;
  private final CRC32C checksum = new CRC32C();

  public RunningCall(ServerClass serverClass, LastWords words, EventLoop loop) {
    this.words = words;
    this.loop = loop;
    this.methods = serverClass.operations().stream().mapToLong(CallKey::method).toArray();
  }

  /** A state whose calls are watched only for what they leave behind: nobody waits for them. */
  public static StateMachine watchedAlone(Standby standby) {
    StateMachine state = new StateMachine(standby);
    state.watchedBy(blamingNobody(() -> {}));
    return state;
  }

  /** Watches the calls of a standby, whose death in one blames nobody. */
  public static CallObserver ofStandby(EventLoop loop) {
    return blamingNobody(loop::progressed);
  }

  private static CallObserver blamingNobody(Runnable whenLeft) {
    return new CallObserver() {
      @Override
      public void entered(int operation, long session, byte[] bytes, int offset, int length) {}

      @Override
      public void enteredObituary(int operation, long session) {}

      @Override
      public void left() {
        EventLoop.forgetInterrupt();
        whenLeft.run();
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
    EventLoop.forgetInterrupt();
    loop.progressed();
  }
}
