package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.ObituaryLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The deaths that this primary tells of, and the file that they are kept in. Writer thread only.
 */
final class Obituaries {

  private static final int KEPT = 20;

  private final RunDirectory directory;
  private final StandbyKeeper keeper;
  private final ArrayDeque<Obituary> latest = new ArrayDeque<>();
  private final GuardianWatch guardian;

  Obituaries(RunDirectory directory, StandbyKeeper keeper) {
    this.directory = directory;
    this.keeper = keeper;
    latest.addAll(ObituaryLog.latest(directory, KEPT).obituaries());
    guardian = new GuardianWatch(directory);
    keeper.offWriter(guardian::begin);
  }

  /** The one death that does not concern the pair itself: that of its guardian. */
  GuardianWatch guardian() {
    return guardian;
  }

  /** The latest deaths, the newest last. */
  List<Obituary> latest() {
    return List.copyOf(latest);
  }

  void add(Obituary obituary) {
    latest.add(obituary);
    if (latest.size() > KEPT) {
      latest.remove();
    }
    keeper.offWriter(() -> write(obituary));
  }

  private void write(Obituary obituary) {
    try {
      ObituaryLog.append(directory, obituary);
    } catch (IOException e) {
      EventLog.event("could not write an obituary to " + directory.obituaryFile(), e);
    }
  }
}
