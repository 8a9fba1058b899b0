import dev.understudy.runtime.spi.Caller;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The primary of {@link Plain}: a caller in the same process uses it as it would the class, on any
 * thread but the writer. Every update is numbered and forwarded.
 *
 * <p>A call that is answered will not be lost. Calls that wait when the pair stops are answered, or fail
 * with {@code CallRefusedException} and have changed nothing, as all later ones. When this process dies, they die
 * with it: each was applied once or not at all, and the state tells which.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class PlainPrimary {
  /**
   * Where its calls go.
   */
  private final Caller caller;

  /**
   * Makes the primary of this process.
   *
   * @param caller where its calls go: to the writer
   */
  public PlainPrimary(Caller caller) {
    this.caller = caller;
  }

  /**
   * Calls {@code set}: see {@link Plain#set(Plain.Old)}.
   *
   * @param newOld as there
   * @return as there
   */
  public Plain.Old set(Plain.Old newOld) {
    return caller.call(PlainReplica.Wire.SET, PlainReplica.Wire.setArguments(newOld));
  }

  /**
   * Calls {@code set} without waiting for its outcome: see {@link Plain#set(Plain.Old)}.
   *
   * @param newOld as there
   * @return completes with its outcome
   */
  public CompletableFuture<Plain.Old> setAsync(Plain.Old newOld) {
    return caller.callAsync(PlainReplica.Wire.SET, PlainReplica.Wire.setArguments(newOld));
  }

  /**
   * Calls {@code get}: see {@link Plain#get()}.
   *
   * @return as there
   */
  public Plain.Old get() {
    return caller.call(PlainReplica.Wire.GET, PlainReplica.Wire.getArguments());
  }

  /**
   * Calls {@code get} without waiting for its outcome: see {@link Plain#get()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Plain.Old> getAsync() {
    return caller.callAsync(PlainReplica.Wire.GET, PlainReplica.Wire.getArguments());
  }
}
