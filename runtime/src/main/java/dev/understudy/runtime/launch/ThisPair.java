package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.observe.PairStatus;
import dev.understudy.runtime.spi.ServerClass;
import org.jspecify.annotations.Nullable;

/**
 * The pair to which this process belongs, for code that runs inside it: a page or a health check
 * that was opened in an {@code @OnPrimary} method. For any thread but the writer.
 *
 * <p>Static, because it is the process that belongs to a pair, from the launch to its end.
 */
public final class ThisPair {

  private static volatile @Nullable Membership membership;

  private ThisPair() {}

  private record Membership(RunDirectory directory, ServerClass serverClass) {}

  /** This process is about to serve there, or to stand by. */
  static void joined(RunDirectory directory, ServerClass serverClass) {
    membership = new Membership(directory, serverClass);
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
    Membership ours = membership;
    if (ours == null) {
      throw new IllegalStateException(
          "This process belongs to no pair: it was not started by a launcher to serve one.");
    }
    return new PairContact(ours.directory(), ours.serverClass(), PairContact.TIMEOUT)
        .find()
        .status();
  }
}
