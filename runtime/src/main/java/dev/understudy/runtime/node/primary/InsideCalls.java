package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.os.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What the server class and its threads have of a primary in the same process. A process that
 * serves again, after it had handed over, goes on with the same: what {@code @OnPrimary} began
 * there was never ended.
 *
 * @param caller hands calls of this process's threads over to its writer
 * @param onPrimary has told the server class that this process serves, or will
 */
record InsideCalls(LocalCaller caller, OnPrimaryThread onPrimary) {

  /** In the first epoch of this process. */
  static InsideCalls begin(
      NodeContext context, EventLoop loop, PrimaryCore core, @Nullable ProcessIdentity former) {
    LocalCaller caller = new LocalCaller(loop, core);
    return new InsideCalls(
        caller, new OnPrimaryThread(context.standby(), caller, former, loop::post));
  }

  /** In another one. */
  InsideCalls servesAgain(PrimaryCore core) {
    caller.servesAgain(core);
    onPrimary.resume();
    return this;
  }
}
