package dev.understudy.runtime.simulation;

import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * One call of the {@link Ledger}, with its arguments encoded.
 *
 * @param operation the index of the method
 * @param arguments its encoded arguments
 */
public record LedgerCall(int operation, byte[] arguments) {

  /** {@link Ledger#ADD}. */
  public static LedgerCall add(int account, long amount, long token) {
    WireOutput out = WireOutput.forCall();
    out.writeInt(account);
    out.writeLong(amount);
    out.writeLong(token);
    return new LedgerCall(Ledger.ADD, out.toByteArray());
  }

  /** {@link Ledger#TRANSFER}. */
  public static LedgerCall transfer(int from, int to, long amount, long token) {
    WireOutput out = WireOutput.forCall();
    out.writeInt(from);
    out.writeInt(to);
    out.writeLong(amount);
    out.writeLong(token);
    return new LedgerCall(Ledger.TRANSFER, out.toByteArray());
  }

  /** {@link Ledger#DRAW}, {@link Ledger#FAIL} or {@link Ledger#CRASH}. */
  public static LedgerCall plain(int operation, long token) {
    WireOutput out = WireOutput.forCall();
    out.writeLong(token);
    return new LedgerCall(operation, out.toByteArray());
  }

  /** {@link Ledger#READ}. */
  public static LedgerCall read(int account) {
    WireOutput out = WireOutput.forCall();
    out.writeInt(account);
    return new LedgerCall(Ledger.READ, out.toByteArray());
  }

  /** A call whose arguments no codec has written. */
  public static LedgerCall malformed(int operation) {
    return new LedgerCall(operation, new byte[] {1, 2, 3});
  }

  /** The arguments, to be read. */
  public WireInput input() {
    return new WireInput(arguments);
  }

  /** Whether it changes the ledger. */
  public boolean isUpdate() {
    return operation != Ledger.READ;
  }
}
