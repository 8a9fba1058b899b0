package dev.understudy.runtime.core.state;

import dev.understudy.UpdateContext;
import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOError;
import java.io.IOException;
import java.io.Serial;

/** A server class whose results are hard to tell. */
final class FaultyServer implements Replica, Standby {

  /** Throws an exception whose message ends with half of a surrogate pair. */
  static final int HALF = 0;

  /** Throws an exception that has no message to give. */
  static final int MUTE = 1;

  /** Has a result of the size of the largest frame. */
  static final int LARGE = 2;

  /** Ends its process. */
  static final int ERROR = 3;

  /** Ends its process with an error of another kind. */
  static final int OTHER_ERROR = 4;

  /** Needs a class that is missing. */
  static final int UNLINKED = 5;

  /** An exception that throws when it is asked for its message. */
  static final class Mute extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even this");
    }
  }

  /** The failure that an outcome is, without the name of the operation. */
  static String failure(byte[] outcome) {
    Operation<?> operation = Ledger.COMPARED.operations().get(Ledger.FAIL);
    try {
      throw new AssertionError("not a failure: " + read(operation, outcome));
    } catch (UpdateFailedException e) {
      return e.getMessage().substring("fail(long) threw ".length());
    } catch (Exception e) {
      throw new AssertionError("not a failure", e);
    }
  }

  private static <R> R read(Operation<R> operation, byte[] outcome) throws Exception {
    return operation.outcome().read(operation, new WireInput(outcome));
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput out) {
    query(operation, arguments, out);
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput out) {
    arguments.readLong();
    arguments.endOfArguments();
    switch (operation) {
      case HALF -> throw new IllegalStateException("half \ud83d");
      case MUTE -> throw new Mute();
      case ERROR -> throw new AssertionError("asserted");
      case OTHER_ERROR -> throw new IOError(new IOException("of the disk"));
      case UNLINKED -> throw new NoClassDefFoundError("com/x/Seat");
      default -> out.writeRaw(new byte[FrameType.MAX_FRAME_BYTES], 0, FrameType.MAX_FRAME_BYTES);
    }
  }

  @Override
  public void digest(int operation, WireInput in, UpdateContext context, WireOutput out) {
    apply(operation, in, context, out);
  }

  @Override
  public Replica replica() {
    return this;
  }

  @Override
  public ServerClass serverClass() {
    return Ledger.COMPARED;
  }

  @Override
  public ObituarySource obituarySource() {
    return ObituarySource.CLOSE_OF_THE_PRIMARYS_CONNECTION;
  }

  @Override
  public void promoted(Caller writer) {}

  @Override
  public void save(WireOutput out) {}

  @Override
  public void load(WireInput in) {}
}
