package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.obituary.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What the server class and its threads have of a primary in the same process. A process that
 * serves again, after it had handed over, goes on with the same: what {@code @OnPrimary} began
 * there was never ended.
 *
 * @param caller hands calls of this process's threads over to its writer
 * @param onPrimary has told the server class that this process serves, or will
 */
record Inside(LocalCaller caller, OnPrimaryThread onPrimary) {

  /** In the first reign of this process. */
  static Inside begin(
      NodeContext context, EventLoop loop, PrimaryCore core, @Nullable ProcessIdentity former) {
    LocalCaller caller = new LocalCaller(loop, core);
    return new Inside(caller, new OnPrimaryThread(context.standby(), caller, former, loop::post));
  }

  /** In another one. */
  Inside servesAgain(PrimaryCore core) {
    caller.servesAgain(core);
    onPrimary.resume();
    return this;
  }
}
