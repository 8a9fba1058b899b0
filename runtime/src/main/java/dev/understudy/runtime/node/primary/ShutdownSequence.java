package dev.understudy.runtime.node.primary;

/** How a primary ends in order, step by step, once no reply waits. Writer thread only. */
interface ShutdownSequence {

  /** Goes on as far as it can now. */
  void proceed();

  /** Whether the journal is still this process's to write. */
  boolean mayWrite();

  /** Whether this process may leave. */
  boolean isDone();

  /** Whether the pair ends too, so that nothing of it is to stay but its state. */
  boolean endsThePair();
}
