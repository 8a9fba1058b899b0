package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/** The pair's control file, as its primary keeps it: who is who, and where. Writer thread only. */
final class ControlFile {

  private final RunDirectory directory;
  private final String service;
  private final long epoch;
  private final ProcessIdentity self;
  private final String endpoint;
  private final StandbyKeeper keeper;
  private final StandbyDesk standby;
  private @Nullable FormerPrimary former;

  /**
   * @param service the binary name of the server class
   * @param epoch of this reign
   * @param self this process
   * @param endpoint the name of the socket that this process listens on
   * @param keeper knows the standby's process
   * @param standby knows where the standby listens, if it takes part
   */
  ControlFile(
      RunDirectory directory,
      String service,
      long epoch,
      ProcessIdentity self,
      String endpoint,
      StandbyKeeper keeper,
      StandbyDesk standby) {
    this.directory = directory;
    this.service = service;
    this.epoch = epoch;
    this.self = self;
    this.endpoint = endpoint;
    this.keeper = keeper;
    this.standby = standby;
  }

  /** Who stands by until there is a standby: whoever looks for a successor finds it. */
  void names(FormerPrimary process) {
    former = process;
  }

  /**
   * Writes it.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  void write() {
    new PairFile(
            service,
            epoch,
            new PairFile.Member(self.pid(), self.startTicks(), endpoint),
            understudy(),
            ProcessPlace.current())
        .write(directory);
  }

  private PairFile.@Nullable Member understudy() {
    StandbyProcess process = keeper.process();
    String standbyEndpoint = standby.endpoint();
    if (standbyEndpoint == null && former != null && former.standsBy()) {
      return former.asMember();
    }
    return process == null
        ? null
        : new PairFile.Member(process.pid(), process.identity().startTicks(), standbyEndpoint);
  }

  /** Writes it, or says that it could not. */
  void tryWrite() {
    try {
      write();
    } catch (RunDirectoryException e) {
      // Clients that are connected do not need it, and it is written again at the next change.
      EventLog.event("the control file is out of date", e);
    }
  }
}
