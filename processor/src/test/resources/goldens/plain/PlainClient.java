import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.client.ClientSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * A client of {@link Plain}, for any thread. It survives takeovers without its callers noticing more
 * than a delay; each update is applied exactly once.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class PlainClient implements AutoCloseable {
  /**
   * Its numbered conversation with the pair.
   */
  private final ClientSession session;

  /**
   * Makes a client.
   *
   * @param session its conversation
   */
  private PlainClient(ClientSession session) {
    this.session = session;
  }

  /**
   * Connects to the primary that serves a directory, with the default options.
   *
   * @param directory the directory of the pair
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static PlainClient connect(Path directory) {
    return connect(directory, ClientOptions.DEFAULTS);
  }

  /**
   * Connects to the primary that serves a directory.
   *
   * @param directory the directory of the pair
   * @param options the settings of this client
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static PlainClient connect(Path directory, ClientOptions options) {
    return new PlainClient(ClientSession.connect(PlainReplica.Wire.SERVER_CLASS, directory, options));
  }

  /**
   * Calls {@code set}: see {@link Plain#set(Plain.Old)}.
   *
   * @param newOld as there
   * @return as there
   */
  public Plain.Old set(Plain.Old newOld) {
    return session.call(PlainReplica.Wire.SET, PlainReplica.Wire.setArguments(newOld));
  }

  /**
   * Calls {@code set} without waiting for its outcome: see {@link Plain#set(Plain.Old)}.
   *
   * @param newOld as there
   * @return completes with its outcome
   */
  public CompletableFuture<Plain.Old> setAsync(Plain.Old newOld) {
    return session.callAsync(PlainReplica.Wire.SET, PlainReplica.Wire.setArguments(newOld));
  }

  /**
   * Calls {@code get}: see {@link Plain#get()}.
   *
   * @return as there
   */
  public Plain.Old get() {
    return session.call(PlainReplica.Wire.GET, PlainReplica.Wire.getArguments());
  }

  /**
   * Calls {@code get} without waiting for its outcome: see {@link Plain#get()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Plain.Old> getAsync() {
    return session.callAsync(PlainReplica.Wire.GET, PlainReplica.Wire.getArguments());
  }

  /**
   * The deaths of servers that this client was told of.
   *
   * @return the earliest first
   */
  public List<Obituary> obituaries() {
    return session.obituaries();
  }

  /**
   * Ends the session of this client.
   */
  @Override
  public void close() {
    session.close();
  }
}
