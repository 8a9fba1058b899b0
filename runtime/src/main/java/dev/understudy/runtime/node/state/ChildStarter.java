package dev.understudy.runtime.node.state;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts the processes that a primary needs. Blocks for milliseconds: not for the writer. */
public interface ChildStarter {

  /**
   * Starts a standby, or takes the spare of the pair for it. Returns once the process exists; that
   * it is of use it says on its endpoint.
   *
   * @param epoch the epoch in which it would serve
   * @param attempt counts the standbys of this primary, from 1
   * @return the process
   * @throws IOException when no process could be made; the message says why
   */
  ChildProcess startStandby(long epoch, int attempt) throws IOException;

  /** Whether the pair is to have a spare. */
  boolean wantsSpare();

  /**
   * Starts a spare. Returns once the process exists.
   *
   * @param epoch the epoch in which the standbys of this primary would serve
   * @param attempt counts the spares of this primary, from 1
   * @throws IOException when no process could be made; the message says why
   */
  ChildProcess startSpare(long epoch, int attempt) throws IOException;

  /** Whether a spare waits to be taken. Reads a file. */
  boolean isSpareWaiting(ChildProcess spare);

  /** Ends the spare that waits, whoever has started it. Reads a file. */
  void endSpare();

  /**
   * Starts a process of low priority that loads the last snapshot and the journal, writes a new
   * snapshot and exits with 0. On the way it leaves behind what lets later standbys start sooner.
   *
   * @return the process
   * @throws IOException when no process could be made; the message says why
   */
  ChildProcess startSnapshotter() throws IOException;

  /**
   * Whether a snapshotter would leave behind something that lets later standbys start sooner and is
   * not there yet.
   */
  boolean wantsSnapshotter();

  /** What a person should know of how standbys are started, as a sentence; null if all is well. */
  @Nullable String problem();
}
