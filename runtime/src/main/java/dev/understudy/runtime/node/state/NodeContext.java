package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.primary.CoreLimits;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.spi.ObituarySource;
import java.time.Duration;

/**
 * What a process is made of, whatever its role.
 *
 * @param directory the directory of the pair
 * @param standby the generated part, with the server object
 * @param options the settings of the launcher
 * @param children starts other processes
 * @param fence this process's handle of the fence, held or not
 */
public record NodeContext(
    RunDirectory directory,
    RenewableStandby standby,
    NodeOptions options,
    ChildStarter children,
    Fence fence) {

  private static final int KEPT_PARTS_OF_THE_HEAP = 8;
  private static final long LEAST_KEPT_BYTES = 16 << 20;

  /** Whether a primary is to have a standby. */
  public boolean makesStandby() {
    return !options.alone() && !isCold();
  }

  /** Whether a guardian starts the next primary, from disk. */
  public boolean isCold() {
    return standby.obituarySource() == ObituarySource.WAIT_OF_THE_GUARDIAN;
  }

  public CoreLimits limits() {
    return CoreLimits.ofTicks(
        ticks(options.hangTimeout(), EventLoop.TICK),
        ticks(options.sessionGrace(), EventLoop.TICK),
        Math.max(LEAST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / KEPT_PARTS_OF_THE_HEAP));
  }

  /** A time in ticks, rounded up. */
  public int ticks(Duration time, Duration tick) {
    long ticks = (time.toMillis() + tick.toMillis() - 1) / tick.toMillis();
    return (int) Math.min(ticks, Integer.MAX_VALUE);
  }

  public JournalOptions journalOptions() {
    return new JournalOptions(JournalOptions.DEFAULT_SEGMENT_BYTES, options.syncAlways());
  }
}
