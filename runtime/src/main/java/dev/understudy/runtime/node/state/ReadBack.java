package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.snapshot.BodyComparison;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.text.UnlinkedClass;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/** What comes of a saved state once it is loaded: whether it is the one that was saved. */
public final class ReadBack {

  private ReadBack() {}

  /**
   * Loads a state into a fresh server object, and saves it again.
   *
   * @param body the state
   * @param again compares what is saved again with it
   * @param fresh has a server object in which nothing was done
   * @return what is wrong, as the end of a sentence; null if it can be loaded
   */
  static @Nullable String problemOf(
      WireInput body, BodyComparison again, Standby fresh, long sequence, long epoch) {
    StateMachine state = new StateMachine(fresh);
    try {
      body.keepOrders();
      state.load(body);
      WireOutput out = WireOutput.forSnapshot(again);
      out.inOrderOf(body);
      state.save(out);
      out.finish();
    } catch (RuntimeException | Error e) { // The codecs', or of the class's own code.
      return cannotBeLoaded(e);
    }
    if (state.sequence() != sequence || state.epoch() != epoch) {
      return "its state cannot be loaded (it is of update %d, epoch %d, and says %d, %d)"
          .formatted(state.sequence(), state.epoch(), sequence, epoch);
    }
    return null;
  }

  /** What a load threw, as the end of a sentence. */
  static String cannotBeLoaded(Throwable e) {
    return "its state cannot be loaded (" + reason(e) + ")";
  }

  /** What was thrown by the codecs, or by the class's own code, in one line. */
  public static String reason(Throwable e) {
    if (e instanceof LinkageError unlinked) {
      return UnlinkedClass.describe(unlinked);
    }
    boolean told = e instanceof UnsavableException || e instanceof MalformedInputException;
    String text = told ? String.valueOf(e.getMessage()) : e.toString();
    return text.lines().findFirst().orElse("");
  }
}
