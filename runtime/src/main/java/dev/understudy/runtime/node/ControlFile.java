package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/** The pair's control file, as its primary keeps it: who is who, and where. Writer thread only. */
final class ControlFile {

  private final RunDirectory directory;
  private final String service;
  private final long epoch;
  private final long pid;
  private final String endpoint;

  /**
   * @param service the binary name of the server class
   * @param epoch of this reign
   * @param pid of this process
   * @param endpoint the name of the socket that this process listens on
   */
  ControlFile(RunDirectory directory, String service, long epoch, long pid, String endpoint) {
    this.directory = directory;
    this.service = service;
    this.epoch = epoch;
    this.pid = pid;
    this.endpoint = endpoint;
  }

  /**
   * Writes it.
   *
   * @param standby the standby, or null without one
   * @param standbyEndpoint where that listens, or null while it takes no part
   * @throws RunDirectoryException if it cannot be written
   */
  void write(@Nullable StandbyProcess standby, @Nullable String standbyEndpoint) {
    long standbyPid = standby == null ? 0 : standby.pid();
    new PairFile(service, epoch, pid, endpoint, standbyPid, standbyEndpoint).write(directory);
  }

  /** Writes it, or says that it could not. */
  void tryWrite(@Nullable StandbyProcess standby, @Nullable String standbyEndpoint) {
    try {
      write(standby, standbyEndpoint);
    } catch (RunDirectoryException e) {
      // Clients that are connected do not need it, and it is written again at the next change.
      EventLog.event("the control file is out of date", e);
    }
  }
}
