package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import java.nio.file.Files;

/**
 * Who serves after a successor that has begun its reign, and died before it had a standby: another
 * process, started by the former primary, which finds the fence free and takes over as any standby
 * does. Writer thread only.
 */
final class Heir {

  private final RunDirectory directory;
  private final StandbyKeeper keeper;
  private final long epoch;

  /**
   * @param reign that of the process that would start it
   */
  Heir(RunDirectory directory, ChildStarter children, EventLoop loop, long reign) {
    this.directory = directory;
    this.epoch = reign + 2; // The one in between was the dead successor's.
    this.keeper = new StandbyKeeper(children, loop, epoch);
  }

  /** Has it started, and another one should it die. */
  void raise() {
    keeper.start(
        new StandbyKeeper.Listener() {
          @Override
          public void standbyStarted(StandbyProcess process) {}

          @Override
          public void standbyDied(StandbyProcess process) {}
        });
  }

  /** Whether it is there, and needs nobody any more. */
  boolean isOnStage() {
    StandbyProcess heir = keeper.process();
    return heir != null
        && Files.exists(directory.socket(RunDirectory.endpointName(epoch, heir.pid())));
  }
}
