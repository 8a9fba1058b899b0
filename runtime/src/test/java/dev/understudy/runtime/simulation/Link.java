package dev.understudy.runtime.simulation;

import java.util.function.Consumer;

/** The connection between a primary and its standby. */
final class Link {

  final Pipe<Consumer<StandbyLoop>> toStandby = new Pipe<>();
  final Pipe<Consumer<PrimaryLoop>> toPrimary = new Pipe<>();

  /** It breaks while both live. */
  void lose() {
    toStandby.close();
    toPrimary.close();
  }
}
