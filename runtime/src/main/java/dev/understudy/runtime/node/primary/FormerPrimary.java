package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.link.PrimaryLink;
import dev.understudy.runtime.os.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The process that has handed over to this one, as its successor sees it, if there is one: until
 * there is a standby, it is the one that would take over. Writer thread only.
 */
final class FormerPrimary {

  private @Nullable PrimaryLink link;
  private PairFile.@Nullable Member member;
  private long pauseMicros = -1;

  /**
   * It stays until it is released, or gone.
   *
   * @param over the link to it, which stays open for so long
   * @param epoch that of this process
   * @return where it listens, for the epoch that it would begin
   */
  String stays(ProcessIdentity process, PrimaryLink over, long epoch) {
    String endpoint = RunDirectory.endpointName(epoch + 1, process.pid());
    link = over;
    member = new PairFile.Member(process.pid(), process.startTicks(), endpoint);
    return endpoint;
  }

  /** As the pair file names it; null if it would not take over if this process died now. */
  PairFile.@Nullable Member standingBy() {
    return link != null && link.isOpen() ? member : null;
  }

  /** Keeps how long clients had to wait when it handed over. */
  void handedOverIn(long micros) {
    pauseMicros = micros;
  }

  /** How long clients had to wait, if this epoch began with a switchover; else negative. */
  long pauseMicros() {
    return pauseMicros;
  }

  /** This process makes progress: else that one kills it as hung, and takes over. */
  void heartbeat() {
    if (link != null && link.isOpen()) {
      link.sayAlive();
    }
  }

  /** It is not needed any more, and may leave. */
  void release() {
    if (link != null) {
      link.sayGoodbye();
      link = null;
    }
  }
}
