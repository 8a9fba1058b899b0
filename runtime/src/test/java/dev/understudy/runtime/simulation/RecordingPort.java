package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A caller that writes down what it is told, one line each. */
public final class RecordingPort implements ClientPort {

  private final List<String> heard = new ArrayList<>();
  private long session;

  /** What it was told, in order. */
  public List<String> heard() {
    return heard;
  }

  /** Forgets what it was told. */
  public RecordingPort forget() {
    heard.clear();
    return this;
  }

  /** The session of its last welcome. */
  public long session() {
    return session;
  }

  @Override
  public void reply(long request, ReplyStatus status, byte[] payload) {
    heard.add(request + " " + describe(status, payload));
  }

  private static String describe(ReplyStatus status, byte[] payload) {
    if (status != ReplyStatus.OUTCOME) {
      return status + " " + new String(payload, StandardCharsets.UTF_8);
    }
    Operation<?> operation = Ledger.COMPARED.operations().get(Ledger.ADD);
    try {
      Reading reading = (Reading) operation.outcome().read(cast(operation), new WireInput(payload));
      return "= " + reading.value() + " at " + reading.sequence();
    } catch (Exception e) {
      return e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  @SuppressWarnings("unchecked")
  private static <R> Operation<R> cast(Operation<?> operation) {
    return (Operation<R>) operation;
  }

  @Override
  public void welcome(Session opened) {
    session = opened.id();
    heard.add("welcome " + session);
  }

  @Override
  public void farewell() {
    heard.add("farewell");
  }

  @Override
  public void refuse(Refusal refusal, String message) {
    heard.add(refusal + " " + message);
  }

  @Override
  public void abandon(String why) {
    heard.add("abandoned: " + why);
  }
}
