package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import java.nio.file.Files;

/**
 * Who serves after a successor that has begun its reign, and died before it had a standby: another
 * process, started by the former primary, which finds the fence free and takes over as any standby
 * does. Another one is started should it die. Writer thread only.
 */
final class Heir {

  private final RunDirectory directory;
  private final StandbyKeeper keeper;

  /**
   * Has it started.
   *
   * @param keeper starts it, and has started nobody yet
   */
  Heir(RunDirectory directory, StandbyKeeper keeper) {
    this.directory = directory;
    this.keeper = keeper;
    keeper.start(StandbyKeeper.NOBODY);
  }

  /** Whether it is there, and needs nobody any more. */
  boolean isOnStage() {
    StandbyProcess heir = keeper.process();
    return heir != null
        && Files.exists(directory.socket(RunDirectory.endpointName(keeper.epoch(), heir.pid())));
  }

  /** It is not to serve after all. */
  void dismiss() {
    keeper.stop();
    StandbyProcess heir = keeper.process();
    if (heir != null) {
      heir.kill();
    }
  }

  /** Whether nobody of it is left, once it was dismissed. */
  boolean isGone() {
    return keeper.hasNone();
  }
}
