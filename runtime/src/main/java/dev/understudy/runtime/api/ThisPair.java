package dev.understudy.runtime.api;

import org.jspecify.annotations.Nullable;

/**
 * The pair to which this process belongs, for code that runs inside it: a page or a health check
 * that was opened in an {@code @OnPrimary} method. For any thread but the writer.
 *
 * <p>Static, because it is the process that belongs to a pair, from the launch to its end.
 */
public final class ThisPair {

  /** Answers for the pair. */
  @FunctionalInterface
  public interface Source {

    /** Asks the primary; blocks for up to two seconds. */
    PairStatus status() throws InterruptedException;
  }

  private static volatile @Nullable Source source;

  private ThisPair() {}

  /**
   * This process is about to serve a pair, or to stand by. For the launcher.
   *
   * @param answers asked by {@link #status}
   */
  public static void joined(Source answers) {
    source = answers;
  }

  /**
   * What {@code status} would tell now. Asks the primary, by the same way as the command; waits for
   * it, and for a takeover, up to two seconds, and says DOWN if nobody answers.
   *
   * @throws IllegalStateException if this process was not started by a launcher to serve or to
   *     stand by
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public static PairStatus status() throws InterruptedException {
    Source answers = source;
    if (answers == null) {
      throw new IllegalStateException(
          "This process belongs to no pair: it was not started by a launcher to serve one.");
    }
    return answers.status();
  }
}
