package dev.understudy.runtime.simulation;

import dev.understudy.ClientObituary;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The server class of the core's tests, with its replica and standby written by hand: accounts, a
 * chain over all updates, and one update of each kind that the design tells apart. Every update has
 * a token of its caller's as its last argument, by which a test recognises it in the journal.
 */
public class Ledger implements Replica, Standby {

  /** {@code add(int account, long amount, long token)}. */
  public static final int ADD = 0;

  /** {@code transfer(int from, int to, long amount, long token)}; throws {@link Overdrawn}. */
  public static final int TRANSFER = 1;

  /** {@code draw(long token)}: depends on the context's time and random numbers. */
  public static final int DRAW = 2;

  /** {@code fail(long token)}: changes the state, then throws what it does not declare. */
  public static final int FAIL = 3;

  /** {@code crash(long token)}: throws an Error. */
  public static final int CRASH = 4;

  /** {@code read(int account)}: a query. */
  public static final int READ = 5;

  /** {@code mourn(ClientObituary)}: what hears of clients' deaths. */
  public static final int MOURN = 6;

  /** The name of a client whose death is more than the ledger can bear: it throws. */
  public static final String UNBEARABLE = "unbearable";

  private static final WireCodec<Overdrawn> OVERDRAWN =
      new WireCodec<>() {
        @Override
        public void write(Overdrawn value, WireOutput out) {
          out.writeLong(value.missing());
        }

        @Override
        public Overdrawn read(WireInput in) {
          return new Overdrawn(in.readLong());
        }
      };

  private static final OutcomeCodec<Reading> OUTCOME = OutcomeCodec.of(Reading.CODEC, OVERDRAWN);

  private static final List<Operation<?>> OPERATIONS =
      List.of(
          Operation.update(ADD, "add(int,long,long)", OUTCOME),
          Operation.update(TRANSFER, "transfer(int,int,long,long)", OUTCOME),
          Operation.update(DRAW, "draw(long)", OUTCOME),
          Operation.update(FAIL, "fail(long)", OUTCOME),
          Operation.update(CRASH, "crash(long)", OUTCOME),
          Operation.query(READ, "read(int)", OUTCOME),
          Operation.obituary(MOURN, "mourn(ClientObituary)"));

  /** The ledger, with results that are compared. */
  public static final ServerClass COMPARED = serverClass(true, null);

  /** The ledger, with results that are not compared. */
  public static final ServerClass NOT_COMPARED = serverClass(false, null);

  /** The ledger, whose life begins with an {@link #ADD}. */
  public static final ServerClass WITH_FIRST = serverClass(true, OPERATIONS.get(ADD));

  private final ServerClass serverClass;
  private final Map<Integer, Long> balances = new TreeMap<>();
  private final List<Long> mourned = new ArrayList<>();
  private long chain;
  private long lastSequence;
  private long lastMicros;
  private long skew;
  private long stateSkew;
  private boolean epochs;
  private long ownNumbers;
  private long ownMicros;

  /** An empty ledger. */
  public Ledger() {
    this(COMPARED);
  }

  /** An empty ledger of a class. */
  public Ledger(ServerClass serverClass) {
    this.serverClass = serverClass;
  }

  /** The ledger in a mode and a standby role. */
  public static ServerClass of(Mode mode, StandbyRole role) {
    return serverClass(mode, role, true, WhenUnprotected.CONTINUE, null);
  }

  /** The same, but that updates are refused while nothing protects them. */
  public static ServerClass refusing(ServerClass other) {
    return serverClass(other.mode(), other.standbyRole(), true, WhenUnprotected.REFUSE, null);
  }

  private static ServerClass serverClass(
      boolean compareResults, @Nullable Operation<?> firstUpdate) {
    return serverClass(
        Mode.HOT, StandbyRole.SERVER, compareResults, WhenUnprotected.CONTINUE, firstUpdate);
  }

  private static ServerClass serverClass(
      Mode mode,
      StandbyRole role,
      boolean compareResults,
      WhenUnprotected whenUnprotected,
      @Nullable Operation<?> firstUpdate) {
    return new ServerClass(
        Ledger.class.getName(),
        mode,
        role,
        compareResults,
        whenUnprotected,
        OPERATIONS,
        firstUpdate,
        "ledger");
  }

  /** From now on the results are others than those of an honest ledger; the state is not. */
  public void skewResults(long by) {
    skew = by;
  }

  /** From now on the state is another than that of an honest ledger; no result tells of it. */
  public void skewState(long by) {
    stateSkew = by;
  }

  /**
   * From now on it ends every call as an honest ledger does: it is the primary's, and no honest one
   * would ever succeed it, since how a call has ended is in the journal.
   */
  void epochs() {
    epochs = true;
  }

  /** From now on it draws numbers that no other ledger draws. */
  void drawOwnNumbers(long own) {
    ownNumbers = own;
  }

  /** From now on its time is not that of the record. */
  void haveOwnClock(long aheadMicros) {
    ownMicros = aheadMicros;
  }

  /** Whether {@link #skewResults} was called. */
  public boolean isSkewed() {
    return skew != 0;
  }

  @Override
  public ServerClass serverClass() {
    return serverClass;
  }

  @Override
  public Replica replica() {
    return this;
  }

  @Override
  public ObituarySource obituarySource() {
    return ObituarySource.CLOSE_OF_THE_PRIMARYS_CONNECTION;
  }

  @Override
  public void digest(int operation, WireInput in, UpdateContext context, WireOutput outcome) {
    apply(operation, in, context, outcome);
  }

  @Override
  public void promoted(Caller writer) {}

  @Override
  public void apply(int operation, WireInput in, UpdateContext context, WireOutput outcome) {
    int from = operation <= TRANSFER ? in.readInt() : 0;
    int to = operation == TRANSFER ? in.readInt() : 0;
    long amount = operation <= TRANSFER ? in.readLong() : 0;
    long token = in.readLong();
    in.endOfArguments();
    enter(context, token);
    switch (operation) {
      case ADD -> value(balances.merge(from, amount, Long::sum), outcome);
      case TRANSFER -> transfer(from, to, amount, outcome);
      case DRAW -> value(draw(context), outcome);
      case FAIL -> throw new IllegalStateException("failed as asked, " + token);
      case CRASH -> throw new AssertionError("crashed as asked, " + token);
      default -> throw new AssertionError("no update " + operation);
    }
  }

  private void enter(UpdateContext context, long token) {
    long micros = ChronoUnit.MICROS.between(java.time.Instant.EPOCH, context.now()) + ownMicros;
    if (micros < lastMicros) {
      throw new AssertionError("time went back from " + lastMicros + " to " + micros);
    }
    lastMicros = micros;
    lastSequence = context.sequence();
    chain = (chain ^ token) * 0x9E3779B97F4A7C15L + lastSequence;
  }

  private void transfer(int from, int to, long amount, WireOutput outcome) {
    long balance = balances.getOrDefault(from, 0L);
    if (balance < amount) {
      OUTCOME.writeException(0, new Overdrawn(amount - balance + skew), outcome);
      return;
    }
    balances.put(from, balance - amount);
    value(balances.merge(to, amount, Long::sum), outcome);
  }

  private long draw(UpdateContext context) {
    long drawn = ownNumbers ^ context.random().nextLong() ^ lastMicros ^ context.client().session();
    balances.put(0, drawn >>> 8);
    return drawn;
  }

  private void value(long value, WireOutput outcome) {
    OUTCOME.writeValue(new Reading(lastSequence, chain, value + skew), outcome);
  }

  @Override
  public void obituary(ClientObituary client, UpdateContext context, WireOutput outcome) {
    if (mourned.contains(client.session())) {
      throw new AssertionError("client " + client.session() + " has died twice");
    }
    if (client.session() != context.client().session()) {
      throw new AssertionError("the context is of another client: " + context.client());
    }
    enter(context, client.session());
    mourned.add(client.session());
    if (client.name().equals(UNBEARABLE) || (isSkewed() && !epochs)) {
      throw new IllegalStateException("client " + client.session() + " is dead");
    }
    COMPARED.operations().get(MOURN).outcome().writeValue(null, outcome);
  }

  @Override
  public void query(int operation, WireInput in, WireOutput outcome) {
    int account = in.readInt();
    in.endOfArguments();
    value(balances.getOrDefault(account, 0L), outcome);
  }

  @Override
  public void save(WireOutput out) {
    out.writeLong(chain);
    out.writeLong(lastSequence);
    out.writeLong(lastMicros);
    out.writeVarInt(mourned.size());
    mourned.forEach(out::writeLong);
    out.writeVarInt(balances.size());
    balances.forEach(
        (account, balance) -> {
          out.writeInt(account);
          out.writeLong(balance);
        });
  }

  @Override
  public void load(WireInput in) {
    chain = in.readLong();
    lastSequence = in.readLong();
    lastMicros = in.readLong();
    mourned.clear();
    for (int left = in.readCount(); left > 0; left--) {
      mourned.add(in.readLong());
    }
    balances.clear();
    for (int left = in.readCount(); left > 0; left--) {
      balances.put(in.readInt(), in.readLong());
    }
  }

  @Override
  public List<String> stateFields() {
    return List.of("mourned", "balances", "chain");
  }

  @Override
  public long[] stateDigests(int mostBytes) {
    return new long[] {
      1L + Integer.toUnsignedLong(mourned.hashCode()),
      1L + Integer.toUnsignedLong(balances.hashCode()) + stateSkew,
      0, // Not known.
    };
  }

  /** A digest of all updates so far. */
  public long chain() {
    return chain;
  }

  /** The sessions of the clients whose deaths it was told of, in that order. */
  public List<Long> mourned() {
    return List.copyOf(mourned);
  }

  /** The balance of an account. */
  public long balance(int account) {
    return balances.getOrDefault(account, 0L);
  }
}
