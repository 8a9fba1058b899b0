package dev.understudy.runtime.simulation;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.node.state.SnapshotMaking;
import dev.understudy.runtime.simulation.disk.DiskUser;

/** The short-lived process that makes a snapshot of what the journal holds: the real code. */
final class SimulatedSnapshotter implements DiskUser {

  private final World world;
  private final int effectsToDeath;
  private final long powerLosses;
  private int effects;

  SimulatedSnapshotter(World world) {
    this.world = world;
    this.powerLosses = world.tally().powerLosses;
    this.effectsToDeath = world.chance().oneIn(4) ? world.chance().below(12) : Integer.MAX_VALUE;
  }

  /** Makes one, or dies of it. */
  void run() {
    RunDirectory directory = world.disk().seenBy(this);
    try {
      SnapshotMaking.makeFromJournal(directory, () -> new Ledger(world.scenario().serverClass()));
      world.tally().snapshots++;
    } catch (Death death) {
      world.tally().snapshottersDied++;
    } catch (JournalFailedException e) {
      world.tally().snapshottersDied++; // The disk is full, or was, or has failed.
    }
  }

  @Override
  public void beforeEffect() {
    world.othersMayStep();
    boolean lostPower = world.tally().powerLosses != powerLosses;
    if (lostPower || (effects++ >= effectsToDeath && !world.isHealing())) {
      throw new Death();
    }
  }

  @Override
  public boolean syncs() {
    return !world.has(Mutation.SNAPSHOT_NOT_SYNCED);
  }

  @Override
  public void beforeRead() {
    world.othersMayStep();
  }
}
