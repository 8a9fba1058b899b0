package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.observe.EventLog;

/** The pair's control file, as its primary keeps it: who is who, and where. Writer thread only. */
final class ControlFile {

  private final RunDirectory directory;
  private final String service;
  private final long epoch;
  private final long pid;
  private final String endpoint;
  private final StandbyKeeper keeper;
  private final StandbyDesk standby;

  /**
   * @param service the binary name of the server class
   * @param epoch of this reign
   * @param pid of this process
   * @param endpoint the name of the socket that this process listens on
   * @param keeper knows the standby's process
   * @param standby knows where the standby listens, if it takes part
   */
  ControlFile(
      RunDirectory directory,
      String service,
      long epoch,
      long pid,
      String endpoint,
      StandbyKeeper keeper,
      StandbyDesk standby) {
    this.directory = directory;
    this.service = service;
    this.epoch = epoch;
    this.pid = pid;
    this.endpoint = endpoint;
    this.keeper = keeper;
    this.standby = standby;
  }

  /**
   * Writes it.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  void write() {
    StandbyProcess process = keeper.process();
    long standbyPid = process == null ? 0 : process.pid();
    new PairFile(service, epoch, pid, endpoint, standbyPid, standby.endpoint()).write(directory);
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
