package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.obituary.ProcessIdentity;

/**
 * The process that has handed over to this one, as its successor sees it: until there is a standby,
 * it is the one that would take over. Writer thread only.
 */
final class FormerPrimary {

  private final ProcessIdentity process;
  private final PrimaryLink link;
  private final String endpoint;

  /**
   * @param link stays open until it is released, or gone
   * @param reign that of this process
   */
  FormerPrimary(ProcessIdentity process, PrimaryLink link, long reign) {
    this.process = process;
    this.link = link;
    this.endpoint = RunDirectory.endpointName(reign + 1, process.pid());
  }

  /** Whether it would take over if this process died now. */
  boolean standsBy() {
    return link.isOpen();
  }

  /** As the pair file names it. */
  PairFile.Member asMember() {
    return new PairFile.Member(process.pid(), process.startTicks(), endpoint);
  }

  /** This process makes progress: else that one kills it as hung, and takes over. */
  void heartbeat() {
    if (link.isOpen()) {
      link.heartbeat();
    }
  }

  /** Where it listens, for the reign that it would begin. */
  String endpoint() {
    return endpoint;
  }

  /** It is not needed any more, and may leave. */
  void release() {
    link.sayGoodbye();
  }
}
