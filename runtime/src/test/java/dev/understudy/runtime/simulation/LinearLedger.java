package dev.understudy.runtime.simulation;

import dev.understudy.CallingClient;
import dev.understudy.UpdateContext;
import dev.understudy.linearizability.Call;
import dev.understudy.linearizability.LinearizabilityChecker;
import dev.understudy.linearizability.ModelOfClass;
import dev.understudy.linearizability.Verdict;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Promise 4, checked without a look at the journal: what clients were told is what a {@link Ledger}
 * that runs alone gives, in some order of the calls.
 */
final class LinearLedger {

  private static final long MOST_STEPS = 3_000;
  private static final int ACCOUNTS = 3;

  private LinearLedger() {}

  /** Checks calls that draw no numbers: those depend on more than the order. */
  static Verdict<LedgerCall, String> check(List<Call<LedgerCall, String>> calls) {
    ModelOfClass<Ledger, LedgerCall, String> alone =
        new ModelOfClass<>(Ledger::new, LinearLedger::copy, LinearLedger::call, LinearLedger::read);
    return new LinearizabilityChecker<>(alone, MOST_STEPS).check(calls);
  }

  private static Ledger copy(Ledger original) {
    WireOutput out = WireOutput.forSnapshot();
    original.save(out);
    byte[] saved = out.toByteArray();
    Ledger copy = new Ledger();
    copy.load(WireInput.ofSnapshot(saved, 0, saved.length));
    return copy;
  }

  private static Object read(Ledger ledger) {
    long[] balances = new long[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      balances[i] = ledger.balance(i);
    }
    return List.of(balances[0], balances[1], balances[2]);
  }

  private static String call(Ledger ledger, LedgerCall call) {
    WireOutput outcome = WireOutput.forCall();
    try {
      if (call.isUpdate()) {
        ledger.apply(call.operation(), call.input(), Alone.CONTEXT, outcome);
      } else {
        ledger.query(call.operation(), call.input(), outcome);
      }
    } catch (IllegalStateException e) {
      return failure();
    }
    return told(call, outcome.toByteArray());
  }

  /** What a client reads of an outcome, as far as it depends on nothing but the order. */
  @SuppressWarnings("unchecked")
  static String told(LedgerCall call, byte[] outcome) {
    Operation<Reading> operation =
        (Operation<Reading>) Ledger.COMPARED.operations().get(call.operation());
    try {
      Reading reading = operation.outcome().read(operation, new WireInput(outcome));
      return String.valueOf(reading == null ? null : reading.value());
    } catch (Overdrawn e) {
      return "lacks " + e.missing();
    } catch (Exception e) {
      return failure();
    }
  }

  private static String failure() {
    return "fails";
  }

  /** The context of a call that has no log around it. */
  private enum Alone implements UpdateContext {
    CONTEXT;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Random random() {
      throw new IllegalStateException("no number is to be drawn");
    }

    @Override
    public UUID newUuid() {
      throw new IllegalStateException("no number is to be drawn");
    }

    @Override
    public long sequence() {
      return 0;
    }

    @Override
    public CallingClient client() {
      throw new IllegalStateException("nobody calls");
    }
  }
}
