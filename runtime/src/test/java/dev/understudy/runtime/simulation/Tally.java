package dev.understudy.runtime.simulation;

/** What happened in all simulations together: a test of the simulator, that it sees everything. */
final class Tally {

  long runs;
  long steps;
  long hazards;
  long deaths;
  long takeovers;
  long restarts;
  long appended;
  long drops;
  long dismissals;
  long differences;
  long skewedServes;
  long fullDisks;
  long acknowledged;
  long unknown;
  long refused;
  long obituaries;
  long unprotected;
  long switchovers;
  long brokenOff;
  long servedOn;
  long tookOverAgain;
  long releases;
  long snapshots;
  long snapshottersDied;
  long powerLosses;
  long halted;
  long clientsKilled;
  long ordersChecked;
  long spawnsFailed;

  /** Takes what happened in others along. */
  void add(Tally other) {
    runs += other.runs;
    steps += other.steps;
    hazards += other.hazards;
    deaths += other.deaths;
    takeovers += other.takeovers;
    restarts += other.restarts;
    appended += other.appended;
    drops += other.drops;
    dismissals += other.dismissals;
    differences += other.differences;
    skewedServes += other.skewedServes;
    fullDisks += other.fullDisks;
    acknowledged += other.acknowledged;
    unknown += other.unknown;
    refused += other.refused;
    obituaries += other.obituaries;
    unprotected += other.unprotected;
    switchovers += other.switchovers;
    brokenOff += other.brokenOff;
    servedOn += other.servedOn;
    tookOverAgain += other.tookOverAgain;
    releases += other.releases;
    snapshots += other.snapshots;
    snapshottersDied += other.snapshottersDied;
    powerLosses += other.powerLosses;
    halted += other.halted;
    clientsKilled += other.clientsKilled;
    ordersChecked += other.ordersChecked;
    spawnsFailed += other.spawnsFailed;
  }

  @Override
  public String toString() {
    return ("%d steps, %d hazards, %d deaths, %d epochs, %d of them from disk, %d updates appended"
            + " by successors, %d standbys dropped, %d dismissed, %d results that differed, %d epochs with such"
            + " results, %d updates met a full disk; calls: %d acknowledged, %d unknown, %d"
            + " refused; %d clients died, %d updates lacked"
            + " protection; %d successors, %d former primaries left, %d switchovers were broken off,"
            + " %d after the fence was free, %d former primaries took over again; %d snapshots, %d"
            + " processes died while they made one, %d losses of power, %d processes halted; %d histories"
            + " linearizable")
        .formatted(
            steps,
            hazards,
            deaths,
            takeovers,
            restarts,
            appended,
            drops,
            dismissals,
            differences,
            skewedServes,
            fullDisks,
            acknowledged,
            unknown,
            refused,
            obituaries,
            unprotected,
            switchovers,
            releases,
            brokenOff,
            servedOn,
            tookOverAgain,
            snapshots,
            snapshottersDied,
            powerLosses,
            halted,
            ordersChecked);
  }
}
