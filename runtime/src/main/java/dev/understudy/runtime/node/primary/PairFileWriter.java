package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import org.jspecify.annotations.Nullable;

/** The pair file, as its primary keeps it: who is who, and where. Writer thread only. */
final class PairFileWriter {

  private final RunDirectory directory;
  private final String service;
  private final long epoch;
  private final ProcessIdentity self = Processes.self();
  private final String endpoint;
  private final ChildSupervisor keeper;
  private final StandbyPeer standby;
  private final FormerPrimary former;

  /**
   * @param service the binary name of the server class
   * @param epoch in which this process serves
   * @param endpoint the name of the socket that this process listens on
   * @param keeper knows the standby's process
   * @param standby knows where the standby listens, if it takes part
   * @param former the file names it as the standby until there is one, so that clients find it
   */
  PairFileWriter(
      RunDirectory directory,
      String service,
      long epoch,
      String endpoint,
      ChildSupervisor keeper,
      StandbyPeer standby,
      FormerPrimary former) {
    this.directory = directory;
    this.service = service;
    this.epoch = epoch;
    this.endpoint = endpoint;
    this.keeper = keeper;
    this.standby = standby;
    this.former = former;
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
    ChildProcess process = keeper.process();
    String standbyEndpoint = standby.endpoint();
    PairFile.Member standingBy = former.standingBy();
    if (standbyEndpoint == null && standingBy != null) {
      return standingBy;
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
      EventLog.event("the pair file is out of date", e);
    }
  }
}
