package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * At the first start: whether a new server object can be saved, and loaded into another. What
 * cannot be is told now, and not when it is needed.
 */
public final class FirstSave {

  private FirstSave() {}

  /**
   * Tries it, where no state has begun.
   *
   * @param state nothing but a new server object
   * @param standby has that object, and makes others
   * @throws StartRefusedException if it cannot be
   */
  public static void tryIfDue(StateMachine state, RenewableStandby standby) {
    if (state.sequence() > 0 || state.epoch() > 0) {
      return;
    }
    String name = state.serverClass().simpleName();
    byte[] saved;
    byte[] again;
    try {
      standby.replica().checkNew();
      saved = saved(state, null);
      WireInput in = WireInput.ofSnapshot(saved, 0, saved.length);
      in.keepOrders();
      StateMachine other = new StateMachine(standby.another());
      other.load(in);
      again = saved(other, in);
    } catch (RuntimeException | Error e) { // The codecs', or of the class's own code.
      throw new StartRefusedException(
          "a new %s could not be saved and loaded: %s".formatted(name, ReadBack.reason(e)), e);
    }
    if (!Arrays.equals(saved, again)) {
      Arrays.sort(saved); // A method of the user's may walk through a hash table.
      Arrays.sort(again);
      if (!Arrays.equals(saved, again)) {
        throw new StartRefusedException(
            ("a new %s changes when it is saved and loaded: look at what its constructor, or"
                    + " @Snapshot and @Restore, do")
                .formatted(name));
      }
    }
  }

  private static byte[] saved(StateMachine state, @Nullable WireInput in) {
    WireOutput out = WireOutput.forSnapshot();
    if (in != null) {
      out.inOrderOf(in);
    }
    state.save(out);
    return out.toByteArray();
  }
}
