import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import javax.annotation.processing.Generated;

/**
 * The standby of {@link Plain}, mode COLD, standby role SERVER: how it learns that the primary died, how it
 * digests updates, and what happens when it is on stage.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class PlainStandby implements Standby {
  /**
   * What it keeps.
   */
  private final PlainReplica replica;

  /**
   * Makes the standby that keeps a replica.
   *
   * @param replica of a new server object
   */
  public PlainStandby(PlainReplica replica) {
    this.replica = replica;
  }

  @Override
  public PlainReplica replica() {
    return replica;
  }

  /**
   * Mode COLD: there is no standby. The guardian waits for the end of its child, the primary, and starts
   * the next one.
   */
  @Override
  public ObituarySource obituarySource() {
    return ObituarySource.WAIT_OF_THE_GUARDIAN;
  }

  @Override
  public void digest(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception {
    replica.apply(operation, arguments, context, outcome);
  }

  @Override
  public void promoted(Caller writer) throws Exception {
    // Plain has no method with @OnPrimary.
  }
}
