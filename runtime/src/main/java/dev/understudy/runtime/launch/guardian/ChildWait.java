package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.core.GuardedPair;
import dev.understudy.runtime.os.ChildExit;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's wait for a guardian's child has told. For one thread, and the one that waits.
 */
final class ChildWait {

  // A java command ends with this code if it finds no class, rejects a flag, or its main throws.
  private static final int NOT_RUN = 1;

  private static final int SIGNALLED = 128;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  // Those that have the same number everywhere, and that people send, or the JVM dies of.
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          SIGHUP, "SIGHUP", SIGINT, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE",
          SIGKILL, "SIGKILL", 11, "SIGSEGV", SIGTERM, "SIGTERM");

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

  GuardedPair.ChildEnd end() {
    return end(child.exitValue());
  }

  /** How a child has ended, by its exit code. */
  static GuardedPair.ChildEnd end(int code) {
    return switch (code) {
      case GuardedPrimary.ENDED_IN_ORDER -> GuardedPair.ChildEnd.IN_ORDER;
      case GuardedPrimary.REFUSED -> GuardedPair.ChildEnd.REFUSED;
      case GuardedPrimary.ALREADY_SERVED -> GuardedPair.ChildEnd.ALREADY_SERVED;
      case NOT_RUN -> GuardedPair.ChildEnd.NOT_RUN;
      // By its exit code, or by the JVM: until it has recovered, it takes no signal itself.
      case GuardedPrimary.ENDED_UNSERVED,
          SIGNALLED + SIGHUP,
          SIGNALLED + SIGINT,
          SIGNALLED + SIGTERM ->
          GuardedPair.ChildEnd.ASKED_TO_END;
      // What a process does to itself ends in other ways.
      case SIGNALLED + SIGKILL -> GuardedPair.ChildEnd.KILLED;
      default -> GuardedPair.ChildEnd.OTHER;
    };
  }

  String cause() {
    return cause(child.exitValue());
  }

  /** How a child has ended, in words. A process may also choose the number of a signal. */
  static String cause(int code) {
    String how = "its guardian saw it end with exit code " + code;
    int signal = code - SIGNALLED;
    return signal > 0 && signal < 65 ? how + ": ended by signal " + signal + nameOf(signal) : how;
  }

  private static String nameOf(int signal) {
    String name = SIGNALS.get(signal);
    return name == null ? "" : " (" + name + ")";
  }
}
