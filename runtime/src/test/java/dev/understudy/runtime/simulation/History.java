package dev.understudy.runtime.simulation;

import dev.understudy.linearizability.Verdict;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls of all clients as they lived them, and whether the journal bears them out: promises 1,
 * 2 and 4. The journal is the truth about what was applied, in which order, with which outcome.
 */
final class History {

  static final long SKEW = 1L << 40;

  /**
   * A loss of power that has undone updates.
   *
   * @param endedBefore how many calls had ended then
   * @param survived the last update that was left
   */
  private record PowerLoss(int endedBefore, long survived) {}

  private static final int ACCOUNTS = 3;
  private static final int TOKEN_BYTES = Long.BYTES;

  private final List<Call> calls = new ArrayList<>();
  private final List<Call> ended = new ArrayList<>();
  private final List<PowerLoss> losses = new ArrayList<>();

  // By sequence, as replayed.
  private final List<Long> chains = new ArrayList<>();
  private final List<byte[]> outcomes = new ArrayList<>();
  private final List<byte[]> skewedOutcomes = new ArrayList<>();
  private int obituaries;
  private boolean drawsNumbers = true;
  private long clock;
  // By token: the sequence, or 0.
  private long[] sequences = new long[0];

  Call begin(Chance chance) {
    int token = calls.size() + 1;
    int account = chance.below(ACCOUNTS);
    LedgerCall call =
        switch (chance.below(8)) {
          case 0, 1, 2 -> LedgerCall.add(account, chance.below(10), token);
          case 3 -> LedgerCall.transfer(account, chance.below(ACCOUNTS), chance.below(20), token);
          case 4 -> drawsNumbers ? LedgerCall.plain(Ledger.DRAW, token) : LedgerCall.read(account);
          case 5 -> LedgerCall.plain(Ledger.FAIL, token);
          default -> LedgerCall.read(account);
        };
    Call begun = new Call(token, call, ended.size(), ++clock);
    calls.add(begun);
    return begun;
  }

  void end(Call call, Call.End end, byte @Nullable [] outcome) {
    if (call.end != Call.End.NONE) {
      throw new AssertionError("call " + call.token + " ended twice");
    }
    call.end = end;
    call.endedAt = ++clock;
    call.outcome = outcome;
    ended.add(call);
  }

  /** No call draws numbers, so that the order alone decides what each is told. */
  void dependsOnTheOrderAlone() {
    drawsNumbers = false;
  }

  /**
   * Checks that some order of the calls explains what clients were told.
   *
   * @return whether the search came to an end
   */
  boolean checkOrder() {
    List<dev.understudy.linearizability.Call<LedgerCall, String>> all = new ArrayList<>();
    for (Call call : calls) {
      String name = "call " + call.token;
      if (call.end == Call.End.OUTCOME) {
        String told = LinearLedger.told(call.call, call.outcome);
        all.add(
            dev.understudy.linearizability.Call.answered(
                name, call.begunAt, call.endedAt, call.call, told));
      } else if (call.end == Call.End.UNKNOWN && call.call.isUpdate()) {
        all.add(dev.understudy.linearizability.Call.unknown(name, call.begunAt, call.call));
      }
    }
    Verdict<LedgerCall, String> verdict = LinearLedger.check(all);
    if (verdict instanceof Verdict.NotLinearizable) {
      throw new AssertionError(verdict.describe());
    }
    return verdict.isLinearizable();
  }

  int endedWith(Call.End end) {
    return (int) ended.stream().filter(call -> call.end == end).count();
  }

  /** How many deaths of clients the journal tells of. */
  int obituaries() {
    return obituaries;
  }

  /**
   * Checks all calls.
   *
   * @param skewedServed whether a process with other results than an honest one's ever served
   * @return the state that the journal gives
   */
  StateMachine check(Truth truth, boolean skewedServed) {
    StateMachine state = replay(truth);
    long[] floors = new long[ended.size() + 1];
    for (int i = 0; i < ended.size(); i++) {
      Call call = ended.get(i);
      long survived = survivedSince(i);
      long floor = Math.min(floors[call.endedBefore], survivedBetween(call.endedBefore, i));
      long point = isLostWithPower(call, survived) ? 0 : check(call, floor, skewedServed);
      floors[i + 1] = Math.max(Math.min(floors[i], survivedBetween(i, i + 1)), point);
    }
    return state;
  }

  /** The power was lost, and with it what was not synced. */
  void powerLost(long survived) {
    losses.add(new PowerLoss(ended.size(), survived));
  }

  private long survivedSince(int endedAt) {
    return survivedBetween(endedAt, Integer.MAX_VALUE);
  }

  // Of what was known when so many calls had ended, as much as no later loss of power has undone.
  private long survivedBetween(int after, int upTo) {
    return losses.stream()
        .filter(loss -> loss.endedBefore > after && loss.endedBefore <= upTo)
        .mapToLong(PowerLoss::survived)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether a call told of an update that was lost with the power after it had ended. */
  private boolean isLostWithPower(Call call, long survived) {
    if (survived == Long.MAX_VALUE || call.end != Call.End.OUTCOME) {
      return false;
    }
    return call.call.isUpdate() ? sequences[call.token] == 0 : read(call).sequence() > survived;
  }

  private StateMachine replay(Truth truth) {
    Ledger ledger = new Ledger();
    Ledger skewedLedger = new Ledger();
    skewedLedger.skewResults(SKEW);
    StateMachine state = new StateMachine(ledger);
    StateMachine skewed = new StateMachine(skewedLedger);
    sequences = new long[calls.size() + 1];
    Set<List<Long>> requests = new HashSet<>();
    append(0, new byte[0], new byte[0]);
    truth.forEach(
        record -> {
          checkRecord(record, state, requests);
          if (record.kind() != LogRecord.Kind.EPOCH) {
            state.epochIsAtLeast(record.epoch()); // Its begin may stand in a segment before.
          }
          state.digest(record);
          skewed.digest(record);
          if (record.kind() != LogRecord.Kind.EPOCH) {
            append(ledger.chain(), state.outcome(), skewed.outcome());
          }
        });
    obituaries = ledger.mourned().size();
    return state;
  }

  private void append(long chain, byte[] outcome, byte[] skewedOutcome) {
    chains.add(chain);
    outcomes.add(outcome);
    skewedOutcomes.add(skewedOutcome);
  }

  private void checkRecord(LogRecord record, StateMachine before, Set<List<Long>> requests) {
    if (record.timeMicros() < before.timeMicros()) {
      throw new AssertionError("time went back at update " + record.sequence());
    }
    if (record.kind() != LogRecord.Kind.UPDATE) {
      return;
    }
    if (before.sessions().get(record.session()) == null) {
      throw new AssertionError("update " + record.sequence() + " of an ended session");
    }
    if (!requests.add(List.of(record.session(), record.request()))) {
      throw new AssertionError("update " + record.sequence() + " repeats a request");
    }
    WireInput arguments = new WireInput();
    record.arguments(arguments);
    arguments.skip(arguments.remaining() - TOKEN_BYTES);
    int token = (int) arguments.readLong();
    if (sequences[token] != 0) {
      throw new AssertionError(
          "call %d applied as update %d and as update %d"
              .formatted(token, sequences[token], record.sequence()));
    }
    sequences[token] = record.sequence();
  }

  /** Checks one call, and returns how far the past was when it ended, as its caller knows it. */
  private long check(Call call, long floor, boolean skewedServed) {
    long sequence = sequences[call.token];
    if (call.end == Call.End.REFUSED && sequence != 0) {
      throw new AssertionError("call " + call.token + " was refused, and is update " + sequence);
    }
    if (call.end != Call.End.OUTCOME) {
      return 0;
    }
    if (!call.call.isUpdate()) {
      return checkQuery(call, floor);
    }
    if (sequence == 0) {
      throw new AssertionError("call " + call.token + " was acknowledged, and is lost");
    }
    if (sequence <= floor) {
      throw new AssertionError(
          "call %d is update %d, and %d was known when it began"
              .formatted(call.token, sequence, floor));
    }
    assertReleasedSafely(call, sequence);
    int at = (int) sequence;
    boolean isTrue =
        Arrays.equals(call.outcome, outcomes.get(at))
            || (skewedServed && Arrays.equals(call.outcome, skewedOutcomes.get(at)));
    if (!isTrue) {
      throw new AssertionError("call " + call.token + " was told what update " + at + " is not");
    }
    return sequence;
  }

  private static void assertReleasedSafely(Call call, long sequence) {
    if (call.safeAtRelease < sequence) {
      throw new AssertionError(
          "the reply to call %d tells of update %d, and went when only %d was safe"
              .formatted(call.token, sequence, call.safeAtRelease));
    }
  }

  private long checkQuery(Call call, long floor) {
    Reading reading = read(call);
    if (reading.sequence() >= chains.size()
        || chains.get((int) reading.sequence()) != reading.chain()) {
      throw new AssertionError(
          "query %d showed update %d, which is lost".formatted(call.token, reading.sequence()));
    }
    assertReleasedSafely(call, reading.sequence());
    if (reading.sequence() < floor) {
      throw new AssertionError(
          "query %d showed update %d, and %d was known when it began"
              .formatted(call.token, reading.sequence(), floor));
    }
    return reading.sequence();
  }

  @SuppressWarnings("unchecked")
  private static Reading read(Call call) {
    Operation<Reading> query = (Operation<Reading>) Ledger.COMPARED.operations().get(Ledger.READ);
    try {
      return query.outcome().read(query, new WireInput(call.outcome));
    } catch (Exception e) {
      throw new AssertionError("query " + call.token + " has no outcome", e);
    }
  }
}
