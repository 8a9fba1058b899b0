package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.TickTimeout;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessorTime;

/**
 * Kills a process that makes a snapshot if it does not get on: if it was stopped, or waits for
 * ever. It may take as long as it likes, since how much there is to do nobody knows; but it must
 * use the processor, be it little, as it has the lowest priority. Writer thread only.
 */
final class SnapshotterWatch {

  // It waits for its turn and for the disk, where a standby must answer within one hang timeout.
  private static final int HANG_TIMEOUTS = 6;
  private static final int TICKS_BETWEEN_LOOKS = 10;

  private final ChildProcess process;
  private final BackgroundWork background;
  private final EventLoop loop;
  private final TickTimeout silence;
  private int ticks;
  private long usedNanos;
  private boolean killed;

  /**
   * @param hangTicks how long a standby may be silent; 0 for ever
   */
  SnapshotterWatch(ChildProcess process, BackgroundWork background, EventLoop loop, int hangTicks) {
    this.process = process;
    this.background = background;
    this.loop = loop;
    this.silence = new TickTimeout(Math.multiplyExact(HANG_TIMEOUTS, Math.min(hangTicks, 1 << 20)));
  }

  /** Whether it was killed since it did not get on. */
  boolean hasKilled() {
    return killed;
  }

  void tick() {
    if (silence.tick()) {
      EventLog.event(
          "process %d, which makes a snapshot, does not get on; it is killed"
              .formatted(process.pid()));
      killed = true;
      process.kill();
    }
    ticks++;
    if (ticks % TICKS_BETWEEN_LOOKS == 0) {
      background.run(
          () -> {
            long used = ProcessorTime.usedNanos(process.pid());
            loop.post(() -> used(used));
          });
    }
  }

  private void used(long nanos) {
    if (nanos != usedNanos) {
      usedNanos = nanos;
      silence.heard();
    }
  }
}
