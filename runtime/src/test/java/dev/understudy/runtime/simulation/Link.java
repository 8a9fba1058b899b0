package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.standby.StandbyCore;
import java.util.function.Consumer;

/** The connection between a primary and its standby. */
final class Link {

  final Pipe<Consumer<StandbyCore>> toStandby = new Pipe<>();
  final Pipe<Consumer<PrimaryCore>> toPrimary = new Pipe<>();

  /** It breaks while both live. */
  void lose() {
    toStandby.close();
    toPrimary.close();
  }
}
