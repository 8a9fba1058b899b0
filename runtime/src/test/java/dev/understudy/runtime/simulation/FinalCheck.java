package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.OpenConnections;
import dev.understudy.runtime.core.state.StateMachine;
import java.util.Arrays;
import java.util.List;

/**
 * What must be true of a pair that has healed.
 *
 * @param epoch of the primary
 */
record FinalCheck(PrimaryLoop epoch, Variant variant) {

  /** Promise 13: the core knows no connection that is gone. */
  void nothingGrows() {
    int known = OpenConnections.of(epoch.core());
    int open = epoch.process().connections().size();
    if (known > open) {
      throw new AssertionError(
          "the core knows %d connections, and %d are open".formatted(known, open));
    }
  }

  /** Promise 9: who has said goodbye never dies. */
  void whoHasLeftIsNotDead(List<SimulatedClient> clients) {
    List<Long> mourned = epoch.process().ledger().mourned();
    for (SimulatedClient client : clients) {
      for (long left : client.left()) {
        if (mourned.contains(left)) {
          throw new AssertionError("session " + left + " has said goodbye, and was called dead");
        }
      }
    }
  }

  /** Promises 1 and 5: both states are what the journal gives. */
  void statesAre(StateMachine truth) {
    byte[] expected = saved(truth);
    SimulatedProcess standby = epoch.understudy();
    if (standby == null) {
      return;
    }
    if (!Arrays.equals(expected, saved(epoch.process().state()))) {
      throw new AssertionError("the primary's state is not what the journal gives");
    }
    if (variant != Variant.WARM && !Arrays.equals(expected, saved(standby.state()))) {
      throw new AssertionError("the standby's state is not what the journal gives");
    }
  }

  // All but the epoch and the time of its begin: where that is the last record of a segment, who
  // begins with the next one knows the epoch from its header.
  private static byte[] saved(StateMachine state) {
    byte[] saved = Replay.saved(state);
    Arrays.fill(saved, Long.BYTES, 3 * Long.BYTES, (byte) 0);
    return saved;
  }
}
