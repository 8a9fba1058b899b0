package dev.understudy.runtime.node.state;

import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.text.UnlinkedClass;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;

/** The update that runs once in the life of the state, with the launcher's arguments. */
public final class FirstUpdate {

  private final ServerClass serverClass;
  private final List<String> arguments;

  public FirstUpdate(ServerClass serverClass, List<String> arguments) {
    this.serverClass = serverClass;
    this.arguments = arguments;
  }

  /** Says so if there are arguments that nobody will take. */
  public void reportIgnored(StateMachine state) {
    if (!arguments.isEmpty() && (state.sequence() > 0 || serverClass.firstUpdate() == null)) {
      EventLog.event(
          "ignored the arguments after --: "
              + (serverClass.firstUpdate() == null
                  ? "the class has no first update"
                  : "the state has begun already"));
    }
  }

  /** Runs it, if the state has not begun. */
  public void runIfDue(PrimaryCore core, StateMachine state) {
    Operation<?> first = serverClass.firstUpdate();
    if (first == null || state.sequence() > 0) {
      return;
    }
    WireOutput out = WireOutput.forCall();
    Codecs.<String, List<String>>collection(List.class, Codecs.STRING).write(arguments, out);
    byte[] outcome;
    try {
      outcome = core.first(first, new WireInput(out.toByteArray()));
    } catch (LinkageError e) {
      throw new StartRefusedException(
          "the first update %s cannot be run: %s".formatted(first, UnlinkedClass.describe(e)), e);
    } catch (Error e) {
      throw new StartRefusedException(
          "the first update %s ended with %s on the arguments %s; correct it, or start again with others after --"
              .formatted(first, e, arguments));
    }
    if (!OutcomeCodec.isValue(outcome)) {
      throw new StartRefusedException(
          "the arguments %s were refused by %s: %s; start again with others after --"
              .formatted(arguments, first, describe(first, outcome)));
    }
  }

  private static <R> String describe(Operation<R> first, byte[] outcome) {
    try {
      return String.valueOf(first.outcome().read(first, new WireInput(outcome)));
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }
}
