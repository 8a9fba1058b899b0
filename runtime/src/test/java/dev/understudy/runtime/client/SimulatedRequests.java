package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real {@link RequestsInFlight} of a client in the simulator, which knows its calls by tokens
 * of its own.
 *
 * @param <C> the tokens
 */
public final class SimulatedRequests<C> {

  private final RequestsInFlight requests = new RequestsInFlight();
  private final Map<C, Pending> calls = new HashMap<>();

  private final class Pending extends PendingCall<Object> {

    private final C token;

    @SuppressWarnings("unchecked") // Nobody reads the outcome here.
    private Pending(C token, Operation<?> operation, WireOutput arguments, long nowNanos) {
      super((Operation<Object>) operation, arguments, nowNanos, Long.MAX_VALUE);
      this.token = token;
    }

    @Override
    void signal() {}

    @Override
    boolean released() {
      return true;
    }
  }

  /** A call is made. */
  public void submit(C token, Operation<?> operation, byte[] arguments, long nowNanos) {
    WireOutput out = WireOutput.forCall();
    out.writeRaw(arguments, 0, arguments.length);
    Pending call = new Pending(token, operation, out, nowNanos);
    calls.put(token, call);
    requests.submit(call);
  }

  /** A new connection serves. */
  public void reconnected() {
    requests.reconnected();
  }

  /**
   * What to do with a request that is to be sent.
   *
   * @param <C> the tokens
   */
  @FunctionalInterface
  public interface Sender<C> {
    void send(long request, long confirmed, C token);
  }

  /** Sends the next request, if there is one; returns whether there was. */
  public boolean sendNext(Sender<C> sender) {
    PendingCall<?> call = requests.takeNextToSend();
    if (call == null) {
      return false;
    }
    sender.send(call.request(), requests.confirmed(), token(call));
    return true;
  }

  /** A request was answered; null when it was answered before, or was given up. */
  public @Nullable C answered(long request) {
    PendingCall<?> call = requests.answered(request);
    return call == null ? null : token(call);
  }

  /** A request was refused for want of protection. */
  public void unprotected(long request, long nowNanos) {
    requests.unprotected(request, nowNanos);
  }

  /** Time has passed. */
  public void tryAgain(long nowNanos) {
    requests.tryAgain(nowNanos);
  }

  /** Gives a call up; returns whether it was neither answered nor given up. */
  public boolean giveUp(C token) {
    Pending call = calls.remove(token);
    return call != null && requests.giveUp(call);
  }

  /** The session has ended: returns the updates whose outcome will never be known. */
  public List<C> sessionEnded() {
    return tokens(requests.sessionEnded());
  }

  /** Gives up all. */
  public List<C> takeAll() {
    return tokens(requests.takeAll());
  }

  /** How many calls are neither answered nor given up. */
  public int unanswered() {
    return requests.unanswered();
  }

  private List<C> tokens(List<PendingCall<?>> calls) {
    List<C> tokens = new ArrayList<>();
    calls.forEach(call -> tokens.add(token(call)));
    return tokens;
  }

  @SuppressWarnings("unchecked")
  private C token(PendingCall<?> call) {
    return ((Pending) call).token;
  }
}
