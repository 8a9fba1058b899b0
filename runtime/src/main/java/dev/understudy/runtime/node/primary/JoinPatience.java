package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.JoinTimeout;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.NodeContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a standby may take until it joins: longer where the state is large. Writer only. */
final class JoinPatience {

  private static final int TICKS_PER_SECOND = (int) Duration.ofSeconds(1).dividedBy(EventLoop.TICK);
  private static final int JOIN_TICKS = 120 * TICKS_PER_SECOND;
  // It loads a snapshot first, of any size; so slow is no machine that is fit for the state.
  private static final long LOADED_BYTES_PER_SECOND = 1 << 20;

  private final RunDirectory directory;
  private final boolean judges;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final JoinTimeout timeout = new JoinTimeout(JOIN_TICKS);

  JoinPatience(NodeContext context, EventLoop loop, BackgroundWork background) {
    this.directory = context.directory();
    this.judges = !context.options().hangTimeout().isZero();
    this.loop = loop;
    this.background = background;
  }

  /** A standby was started: learns, in the background, how much it has to load. */
  void begin() {
    background.run(
        () -> {
          long seconds = Snapshots.newestBytes(directory) / LOADED_BYTES_PER_SECOND;
          int more = (int) Math.min(seconds, 1 << 20) * TICKS_PER_SECOND;
          loop.post(() -> timeout.allow(JOIN_TICKS + more));
        });
  }

  /**
   * A tick has passed.
   *
   * @param joining whether there is a standby that has not joined
   * @return why it is to be replaced; null if it is not
   */
  @Nullable String tick(boolean joining) {
    return timeout.tick(joining) && judges
        ? "it had not joined after " + timeout.limitTicks() / TICKS_PER_SECOND + " s"
        : null;
  }
}
