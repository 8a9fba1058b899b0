package dev.understudy.runtime.node;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;

/** The part that is played in a rehearsal: a sum that clients add to. */
public final class WarmUpServer implements Standby, Replica {

  public static final Operation<Long> ADD =
      Operation.update(0, "add(long)", OutcomeCodec.of(Codecs.LONG));

  public static final ServerClass SERVER_CLASS =
      new ServerClass(
          WarmUpServer.class.getName(),
          Mode.HOT,
          StandbyRole.SERVER,
          true,
          WhenUnprotected.CONTINUE,
          List.of(ADD),
          null,
          "update add(long) -> long");

  private long sum;

  @Override
  public Replica replica() {
    return this;
  }

  @Override
  public ObituarySource obituarySource() {
    return ObituarySource.CLOSE_OF_THE_PRIMARYS_CONNECTION;
  }

  @Override
  public void digest(
      int operation, WireInput arguments, UpdateContext context, WireOutput outcome) {
    apply(operation, arguments, context, outcome);
  }

  @Override
  public void promoted(Caller writer) {
    // A sum has no doors to open.
  }

  @Override
  public ServerClass serverClass() {
    return SERVER_CLASS;
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome) {
    long summand = arguments.readLong();
    arguments.endOfArguments();
    sum += summand;
    ADD.outcome().writeValue(sum, outcome);
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) {
    throw new IllegalArgumentException("there are no queries");
  }

  @Override
  public void save(WireOutput out) {
    out.writeLong(sum);
  }

  @Override
  public void load(WireInput in) {
    sum = in.readLong();
  }
}
