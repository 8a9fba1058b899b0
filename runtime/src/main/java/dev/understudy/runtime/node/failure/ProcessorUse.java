package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.os.ProcessorTime;

/**
 * Whether a process that cannot give signs of life does its work all the same: it uses the
 * processor, more than a JVM does that waits. Confined to one thread.
 */
public final class ProcessorUse {

  // An idle JVM uses less than this, with a margin.
  private static final double IDLE_SHARE = 0.01;

  private long sinceNanos;
  private long usedNanos;

  /** It is about to begin. */
  public void begin(long pid) {
    sinceNanos = System.nanoTime();
    usedNanos = ProcessorTime.usedNanos(pid);
  }

  /** Whether it has done any since this was asked last, or since its begin. */
  public boolean isDone(long pid) {
    long elapsed = System.nanoTime() - sinceNanos;
    long before = usedNanos;
    begin(pid);
    return usedNanos - before > IDLE_SHARE * elapsed;
  }
}
