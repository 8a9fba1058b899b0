package dev.understudy.runtime.os;

/** Shutdown hooks that come and go, also while the process is about to end. Without state. */
public final class ExitHook {

  private ExitHook() {}

  /** Has a thread run when this process ends, unless it is about to end already. */
  public static void add(Thread hook) {
    unlessAtExit(() -> Runtime.getRuntime().addShutdownHook(hook));
  }

  /** Takes that back, unless this process is about to end already. */
  public static void remove(Thread hook) {
    unlessAtExit(() -> Runtime.getRuntime().removeShutdownHook(hook));
  }

  private static void unlessAtExit(Runnable change) {
    try {
      change.run();
    } catch (IllegalStateException e) {
      return; // The process is about to end: its hooks run, and no others.
    }
  }
}
