package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.node.failure.WriterWatch;
import dev.understudy.runtime.node.primary.Promotion.Occasion;
import org.jspecify.annotations.Nullable;

/** How the kernel has told a standby that its primary is dead. Writer thread only. */
final class DeathNotice {

  private static final String BY_MUTEX = "the kernel handed on the mutex of its writer";
  private static final String NEVER_LINKED =
      "the fence was free: it died before it was linked to its standby";

  private Occasion.@Nullable Death death;
  private boolean isByMutex;

  /** Its writer has ended, which gives this process the fence at once. */
  void byMutex(WriterWatch.Notice notice) {
    death = new Occasion.Death(BY_MUTEX, notice.at(), notice.nanos(), notice.nanos());
    isByMutex = true;
  }

  /** Its connection has ended: an obituary, unless the fence says otherwise. */
  void byConnection(String cause) {
    death = Occasion.Death.now(cause);
  }

  /** Whether the mutex has told it. */
  boolean isByMutex() {
    return isByMutex;
  }

  /**
   * This process has the fence.
   *
   * @param killedSince why the primary was killed; null if it was not
   */
  Occasion.Death fenced(@Nullable String killedSince) {
    Occasion.Death told = death == null ? Occasion.Death.now(NEVER_LINKED) : death;
    return (isByMutex ? told : told.fenced()).orKilled(killedSince);
  }
}
