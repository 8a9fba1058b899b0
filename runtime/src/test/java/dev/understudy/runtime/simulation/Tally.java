package dev.understudy.runtime.simulation;

/** What happened in all simulations together: a test of the simulator, that it sees everything. */
final class Tally {

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

  @Override
  public String toString() {
    return ("%d steps, %d hazards, %d deaths, %d epochs, %d of them from disk, %d updates appended"
            + " by successors, %d standbys dropped, %d dismissed, %d results that differed, %d epochs with such"
            + " results, %d updates met a full disk; calls: %d acknowledged, %d unknown, %d"
            + " refused; %d clients died, %d updates lacked"
            + " protection; %d successors, %d former primaries left, %d switchovers were broken off,"
            + " %d after the fence was free, %d former primaries took over again; %d snapshots, %d"
            + " processes died while they made one, %d losses of power, %d processes halted")
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
            halted);
  }
}
