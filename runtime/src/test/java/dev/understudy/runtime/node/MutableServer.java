package dev.understudy.runtime.node;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** The part of the rehearsal, for tests to change what it does. */
public class MutableServer implements Standby, Replica {

  private final WarmUpServer part = new WarmUpServer();
  private boolean moreToLoad;

  public MutableServer withMoreToLoad() {
    moreToLoad = true;
    return this;
  }

  @Override
  public Replica replica() {
    return this;
  }

  @Override
  public ObituarySource obituarySource() {
    return part.obituarySource();
  }

  @Override
  public void digest(
      int operation, WireInput arguments, UpdateContext context, WireOutput outcome) {
    part.digest(operation, arguments, context, outcome);
  }

  @Override
  public void promoted(Caller writer) {
    throw new AssertionError("nobody serves");
  }

  @Override
  public ServerClass serverClass() {
    return part.serverClass();
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome) {
    throw new AssertionError("nobody serves");
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) {
    throw new AssertionError("nobody serves");
  }

  @Override
  public void save(WireOutput out) {
    part.save(out);
  }

  @Override
  public void load(WireInput in) {
    part.load(in);
    if (moreToLoad) {
      in.readLong();
    }
  }
}
