package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.observe.EventLog;

/**
 * Starts threads beside the writer. Where the system has no thread left that is told, and no reason
 * for the writer, and with it the process, to end. For any thread.
 */
public final class DaemonThread {

  private DaemonThread() {}

  /**
   * Starts a thread that does not keep the JVM alive.
   *
   * @return whether it runs
   */
  public static boolean start(String name, Runnable body) {
    try {
      Thread thread = new Thread(body, name);
      thread.setDaemon(true);
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      EventLog.event("the thread " + name + " could not be started", e);
      return false;
    }
  }
}
