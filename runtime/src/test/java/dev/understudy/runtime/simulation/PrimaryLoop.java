package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.standby.StandbyCore;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated process that serves: takes what is ready, in any order, and makes its standby. */
final class PrimaryLoop {

  private final SimulatedProcess process;
  private final PrimaryCore core;
  private final World world;
  private final Chance chance;
  private int stepsToMake;
  private @Nullable SimulatedProcess understudy;
  private @Nullable Link link;
  private boolean differs;

  PrimaryLoop(SimulatedProcess process, PrimaryCore core) {
    this.process = process;
    this.core = core;
    this.world = process.world;
    this.chance = world.chance();
    this.stepsToMake = chance.below(8);
  }

  PrimaryCore core() {
    return core;
  }

  @Nullable SimulatedProcess understudy() {
    return understudy;
  }

  /** The link to the standby; null before there is one. */
  @Nullable Link link() {
    return link;
  }

  /** Its standby's result was not its own: nothing may go until that one is dead. */
  void standbyDiffers() {
    differs = true;
  }

  /** Its standby has recovered, and is linked now. */
  void connected(Link made) {
    link = made;
  }

  void send(Consumer<StandbyCore> message) {
    if (link == null) {
      throw new AssertionError("a message to a standby that is not there");
    }
    link.toStandby.send(message);
  }

  void step() {
    core.beginBatch(process.nowMicros());
    for (int i = chance.between(1, 10); i > 0; i--) {
      takeInput();
      if (chance.oneIn(16)) {
        process.hazard();
      }
    }
    core.endBatch();
    flush();
    process.hazard();
    if (understudy == null && stepsToMake-- <= 0) {
      understudy = world.make(process);
    }
  }

  private void takeInput() {
    List<Connection> connections = process.connections();
    int choice = chance.below(connections.size() + 6);
    if (choice >= 6) {
      serve(connections.get(choice - 6));
    } else if (choice == 0) {
      if (chance.oneIn(3)) {
        core.tick();
      } else if (chance.oneIn(16) && hasStandby()) {
        core.wakeStandby(); // As for a switchover, which is then broken off.
      }
    } else if (choice == 1) {
      if (understudy != null && (!understudy.isAlive || understudy.isDismissed)) {
        if (link != null) {
          link.lose();
        }
        understudy = null;
        link = null;
        differs = false;
        stepsToMake = chance.below(8);
        core.standbyDied();
      }
    } else if (link != null) {
      listen(link);
    }
  }

  private void listen(Link to) {
    Consumer<PrimaryCore> message = to.toPrimary.read();
    if (message != null) {
      message.accept(core);
    } else if (to.toPrimary.isAtEnd()) {
      core.standbyLinkLost("the link has ended");
    }
  }

  private void serve(Connection from) {
    if (from.isLeft && !chance.oneIn(6)) {
      return; // What a client left behind may be read long after what it has sent since.
    }
    for (int i = chance.between(1, 4); i > 0; i--) {
      Consumer<SimulatedProcess> message = from.toServer.read();
      if (message != null) {
        message.accept(process);
      } else if (from.toServer.isAtEnd()) {
        process.connections().remove(from);
        core.sessionLeft(from);
        return;
      }
    }
  }

  void flush() {
    process.connections().forEach(connection -> connection.toClient.flush());
    if (link != null) {
      link.toStandby.flush();
    }
  }

  boolean hasStandby() {
    return core.standbyPhase().isProtecting();
  }

  /** Whether a reply waits for the standby. */
  private boolean waitsForStandby() {
    return world.variant() == Variant.HOT_SERVER && core.standbyPhase() == StandbyPhase.READY;
  }

  /** Whether its standby lives, and is level with it. */
  boolean isProtected() {
    return understudy != null
        && understudy.isAlive
        && core.standbyPhase().isProtecting()
        && core.isQuiet()
        && (world.variant() == Variant.WARM || core.standbySequence() == core.applied());
  }

  /** The last update that neither the death of this process nor of its standby can undo. */
  long safeUpTo() {
    long written = world.disk().writtenUpTo;
    boolean waits = waitsForStandby() && understudy != null && understudy.isAlive;
    return waits ? Math.min(written, understudy.state().sequence()) : written;
  }

  /** Promise 3, and the rule about standbys that are dropped. */
  void assertMayRelease() {
    if (!world.holdsFence(process)) {
      throw new AssertionError("a reply of a process without the fence");
    }
    if (differs) {
      throw new AssertionError("a reply before the standby that differs was seen dead");
    }
    boolean mattersToReplies = world.variant() == Variant.HOT_SERVER;
    if (mattersToReplies && understudy != null && understudy.killWasSent() && understudy.isAlive) {
      throw new AssertionError("a reply while the dropped standby lives");
    }
  }
}
