package dev.x.counter;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Runs a {@link Shop.Counter}: its method table, its codecs, save and restore. All that an engine needs;
 * called by the writer thread only.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
final class Shop_CounterReplica implements Replica {
  /**
   * The server object.
   */
  private final Shop.Counter server;

  /**
   * Makes the replica of a server object.
   *
   * @param server a new one
   */
  public Shop_CounterReplica(Shop.Counter server) {
    this.server = server;
  }

  /**
   * The server object.
   *
   * @return always the same
   */
  public Shop.Counter server() {
    return server;
  }

  @Override
  public ServerClass serverClass() {
    return Wire.SERVER_CLASS;
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception {
    switch (operation) {
      case 0 -> next(arguments, outcome);
      default -> throw new MalformedInputException("there is no update number " + operation);
    }
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) throws Exception {
    switch (operation) {
      case 1 -> count(arguments, outcome);
      default -> throw new MalformedInputException("there is no query number " + operation);
    }
  }

  @Override
  public void save(WireOutput out) {
    server.save(out);
  }

  @Override
  public void load(WireInput in) {
    server.load(in);
  }

  /**
   * Calls {@link Shop.Counter#next()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void next(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.NEXT.outcome().writeValue(server.next(), out);
  }

  /**
   * Calls {@link Shop.Counter#count()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void count(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.COUNT.outcome().writeValue(server.count(), out);
  }

  /**
   * The operations of {@link Shop.Counter} on the wire: all that a client needs to know.
   */
  static final class Wire {
    /**
     * {@link Shop.Counter#next()}.
     */
    static final Operation<Long> NEXT = Operation.update(0, "next()", OutcomeCodec.of(Codecs.LONG));

    /**
     * {@link Shop.Counter#count()}.
     */
    static final Operation<Long> COUNT = Operation.query(1, "count()",
        OutcomeCodec.of(Codecs.LONG));

    /**
     * What the compiler knows of {@link Shop.Counter}.
     */
    static final ServerClass SERVER_CLASS = new ServerClass(
        "dev.x.counter.Shop$Counter",
        Mode.HOT,
        StandbyRole.SERVER,
        false,
        WhenUnprotected.CONTINUE,
        List.of(NEXT, COUNT),
        null,
        String.join(
            "\n",
            "update next() -> long",
            "query count() -> long",
            "state by @Snapshot and @Restore"));

    /**
     * Makes nothing: it has constants.
     */
    private Wire() {
    }

    /**
     * Encodes the arguments of {@code next}.
     *
     * @return as they travel
     */
    static WireOutput nextArguments() {
      return WireOutput.forCall();
    }

    /**
     * Encodes the arguments of {@code count}.
     *
     * @return as they travel
     */
    static WireOutput countArguments() {
      return WireOutput.forCall();
    }
  }
}
