package dev.understudy.runtime.launch;

import dev.understudy.runtime.obituary.ChildExit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's wait for a guardian's child has told. For one thread, and the one that waits.
 */
final class ChildWait {

  private static final int SIGNALLED = 128;
  private static final int SIGKILL = 9;

  private final Process child;
  private volatile @Nullable Instant endedAt;

  @SuppressWarnings("FutureReturnValueIgnored") // Waking does not fail.
  ChildWait(Process child, Runnable wake) {
    this.child = child;
    ChildExit.of(child)
        .thenRun(
            () -> {
              endedAt = Instant.now();
              wake.run();
            });
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  Instant endedAt() {
    Instant at = endedAt;
    return at == null ? Instant.now() : at;
  }

  long pid() {
    return child.pid();
  }

  int exitCode() {
    return child.exitValue();
  }

  // What a process does to itself ends in other ways.
  boolean wasKilled() {
    return exitCode() == SIGNALLED + SIGKILL;
  }

  boolean inOrder() {
    return exitCode() == GuardedPrimary.ENDED_IN_ORDER;
  }

  String cause() {
    int code = exitCode();
    String how = "its guardian saw it end with exit code " + code;
    return code > SIGNALLED && code < SIGNALLED + 65
        ? how + ", as signal " + (code - SIGNALLED) + " gives"
        : how;
  }
}
