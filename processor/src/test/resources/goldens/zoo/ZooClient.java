package dev.x.zoo;

import static dev.x.zoo.ZooReplica.Wire;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.client.ClientSession;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * A client of {@link Zoo}, for any thread. It survives takeovers without its callers noticing more
 * than a delay; each update is applied exactly once.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class ZooClient implements AutoCloseable {
  /**
   * Its numbered conversation with the pair.
   */
  private final ClientSession session;

  /**
   * Makes a client.
   *
   * @param session its conversation
   */
  private ZooClient(ClientSession session) {
    this.session = session;
  }

  /**
   * Connects to the primary that serves a directory, with the default options.
   *
   * @param directory the directory of the pair
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static ZooClient connect(Path directory) {
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
  public static ZooClient connect(Path directory, ClientOptions options) {
    return new ZooClient(ClientSession.connect(Wire.SERVER_CLASS, directory, options));
  }

  /**
   * Calls {@code keep}: see {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   *
   * @param name as there
   * @param node as there
   * @return as there
   */
  public Zoo.Node keep(String name, Zoo.Node node) {
    return session.call(Wire.KEEP, Wire.keepArguments(name, node));
  }

  /**
   * Calls {@code keep} without waiting for its outcome: see {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   *
   * @param name as there
   * @param node as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Node> keepAsync(String name, Zoo.Node node) {
    return session.callAsync(Wire.KEEP, Wire.keepArguments(name, node));
  }

  /**
   * Calls {@code shape}: see {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
   *
   * @param shape as there
   * @param colors as there
   * @param newBox as there
   * @return as there
   */
  public Zoo.Shape shape(Zoo.Shape shape, EnumSet<Color> colors,
      Zoo.Box<Zoo.Pair<String, int[]>> newBox) {
    return session.call(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
  }

  /**
   * Calls {@code shape} without waiting for its outcome: see {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
   *
   * @param shape as there
   * @param colors as there
   * @param newBox as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Shape> shapeAsync(Zoo.Shape shape, EnumSet<Color> colors,
      Zoo.Box<Zoo.Pair<String, int[]>> newBox) {
    return session.callAsync(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
  }

  /**
   * Calls {@code escape}: see {@link Zoo#escape(int, String, Zoo.Money, long)}.
   *
   * @param metres as there
   * @param out as there
   * @param in as there
   * @param server as there
   * @throws Zoo.EscapedException as there
   * @throws Zoo.FarException as there
   * @throws IllegalStateException as there
   */
  public void escape(int metres, String out, Zoo.Money in, long server) throws Zoo.EscapedException,
      Zoo.FarException, IllegalStateException {
    session.call(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
  }

  /**
   * Calls {@code escape} without waiting for its outcome: see {@link Zoo#escape(int, String, Zoo.Money, long)}.
   *
   * @param metres as there
   * @param out as there
   * @param in as there
   * @param server as there
   * @return completes with its outcome
   */
  public CompletableFuture<Void> escapeAsync(int metres, String out, Zoo.Money in, long server) {
    return session.callAsync(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
  }

  /**
   * Calls {@code pair}: see {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
   *
   * @param plain as there
   * @param pair as there
   * @return as there
   */
  public Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> pair(Zoo.Plain plain,
      Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair) {
    return session.call(Wire.PAIR, Wire.pairArguments(plain, pair));
  }

  /**
   * Calls {@code pair} without waiting for its outcome: see {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
   *
   * @param plain as there
   * @param pair as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>>> pairAsync(
      Zoo.Plain plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair) {
    return session.callAsync(Wire.PAIR, Wire.pairArguments(plain, pair));
  }

  /**
   * Calls {@code tagged}: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   *
   * @param tagged as there
   * @param twice as there
   * @param caller as there
   * @param e as there
   * @return as there
   */
  public Zoo.Tagged tagged(Zoo.Tagged tagged, int twice, Integer caller, UUID e) {
    return session.call(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller, e));
  }

  /**
   * Calls {@code tagged} without waiting for its outcome: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   *
   * @param tagged as there
   * @param twice as there
   * @param caller as there
   * @param e as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Tagged> taggedAsync(Zoo.Tagged tagged, int twice, Integer caller,
      UUID e) {
    return session.callAsync(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller, e));
  }

  /**
   * Calls {@code text}: see {@link Zoo#text()}.
   *
   * @return as there
   */
  public String text() {
    return session.call(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code text} without waiting for its outcome: see {@link Zoo#text()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<String> textAsync() {
    return session.callAsync(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code sameBag}: see {@link Zoo#sameBag()}.
   *
   * @return as there
   */
  public boolean sameBag() {
    return session.call(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code sameBag} without waiting for its outcome: see {@link Zoo#sameBag()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Boolean> sameBagAsync() {
    return session.callAsync(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code enter}: see {@link Zoo#enter(Object)}.
   *
   * @param visitor as there
   * @return as there
   */
  public int enter(String visitor) {
    return session.call(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code enter} without waiting for its outcome: see {@link Zoo#enter(Object)}.
   *
   * @param visitor as there
   * @return completes with its outcome
   */
  public CompletableFuture<Integer> enterAsync(String visitor) {
    return session.callAsync(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code visitors}: see {@link Zoo#visitors()}.
   *
   * @return as there
   */
  public List<String> visitors() {
    return session.call(Wire.VISITORS, Wire.visitorsArguments());
  }

  /**
   * Calls {@code visitors} without waiting for its outcome: see {@link Zoo#visitors()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<List<String>> visitorsAsync() {
    return session.callAsync(Wire.VISITORS, Wire.visitorsArguments());
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
