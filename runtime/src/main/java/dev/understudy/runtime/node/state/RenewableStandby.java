package dev.understudy.runtime.node.state;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.text.UnlinkedClass;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's part as understudy, with a server object that is replaced by another one when a
 * snapshot was loaded into it by half. Writer thread only, but where it says so.
 */
public final class RenewableStandby implements Standby {

  private final Supplier<? extends Standby> maker;
  private volatile @Nullable Standby current;

  /**
   * @param maker makes a part with a new server object, at each call
   */
  public RenewableStandby(Supplier<? extends Standby> maker) {
    this.maker = maker;
    this.current = another();
  }

  /** Goes on with another server object, in which nothing was done. */
  void renew() {
    current = another();
  }

  /** Lets go of the server object, which may be large: only {@link #another} may be called then. */
  void forget() {
    current = null;
  }

  /** Another part with a server object of its own. */
  public Standby another() {
    try {
      return maker.get();
    } catch (ExceptionInInitializerError e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    } catch (LinkageError e) {
      throw new StartRefusedException(
          "the server object cannot be made: " + UnlinkedClass.describe(e), e);
    } catch (RuntimeException | Error e) {
      throw refused(e);
    }
  }

  private static StartRefusedException refused(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return new StartRefusedException(
        "the server object cannot be made, as its constructor or an initialiser throws "
            + ReadBack.reason(thrown)
            + (trace.length > 0 ? " at " + trace[0] : ""),
        thrown);
  }

  private Standby current() {
    return Objects.requireNonNull(current, "it was let go of");
  }

  @Override
  public Replica replica() {
    return current().replica();
  }

  @Override
  public ObituarySource obituarySource() {
    return current().obituarySource();
  }

  @Override
  public void digest(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception {
    current().digest(operation, arguments, context, outcome);
  }

  /** {@inheritDoc} On a thread of its own, once all was recovered. */
  @Override
  public void promoted(Caller writer) throws Exception {
    current().promoted(writer);
  }
}
