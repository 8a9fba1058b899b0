package dev.x.zoo;

import static dev.x.zoo.ZooReplica.Wire;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The primary of {@link Zoo}: a caller in the same process uses it as it would the class, on any
 * thread but the writer. Every update is numbered and forwarded.
 *
 * <p>A call that is answered will not be lost. Calls that wait when the pair stops are answered, or fail
 * with {@code CallRefusedException} and have changed nothing, as all later ones. When this process dies, they die
 * with it: each was applied once or not at all, and the state tells which.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class ZooPrimary {
  /**
   * Where its calls go.
   */
  private final Caller caller;

  /**
   * Makes the primary of this process.
   *
   * @param caller where its calls go: to the writer
   */
  public ZooPrimary(Caller caller) {
    this.caller = caller;
  }

  /**
   * Calls {@code keep}: see {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   *
   * @param name as there
   * @param node as there
   * @return as there
   */
  public Zoo.Node keep(String name, Zoo.Node node) {
    return caller.call(Wire.KEEP, Wire.keepArguments(name, node));
  }

  /**
   * Calls {@code keep} without waiting for its outcome: see {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   *
   * @param name as there
   * @param node as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Node> keepAsync(String name, Zoo.Node node) {
    return caller.callAsync(Wire.KEEP, Wire.keepArguments(name, node));
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
    return caller.call(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
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
    return caller.callAsync(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
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
    caller.call(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
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
    return caller.callAsync(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
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
    return caller.call(Wire.PAIR, Wire.pairArguments(plain, pair));
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
    return caller.callAsync(Wire.PAIR, Wire.pairArguments(plain, pair));
  }

  /**
   * Calls {@code tagged}: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   *
   * @param tagged as there
   * @param twice as there
   * @param caller_ as there
   * @param e as there
   * @return as there
   */
  public Zoo.Tagged tagged(Zoo.Tagged tagged, int twice, Integer caller_, UUID e) {
    return caller.call(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller_, e));
  }

  /**
   * Calls {@code tagged} without waiting for its outcome: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   *
   * @param tagged as there
   * @param twice as there
   * @param caller_ as there
   * @param e as there
   * @return completes with its outcome
   */
  public CompletableFuture<Zoo.Tagged> taggedAsync(Zoo.Tagged tagged, int twice, Integer caller_,
      UUID e) {
    return caller.callAsync(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller_, e));
  }

  /**
   * Calls {@code text}: see {@link Zoo#text()}.
   *
   * @return as there
   */
  public String text() {
    return caller.call(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code text} without waiting for its outcome: see {@link Zoo#text()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<String> textAsync() {
    return caller.callAsync(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code sameBag}: see {@link Zoo#sameBag()}.
   *
   * @return as there
   */
  public boolean sameBag() {
    return caller.call(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code sameBag} without waiting for its outcome: see {@link Zoo#sameBag()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Boolean> sameBagAsync() {
    return caller.callAsync(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code enter}: see {@link Zoo#enter(Object)}.
   *
   * @param visitor as there
   * @return as there
   */
  public int enter(String visitor) {
    return caller.call(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code enter} without waiting for its outcome: see {@link Zoo#enter(Object)}.
   *
   * @param visitor as there
   * @return completes with its outcome
   */
  public CompletableFuture<Integer> enterAsync(String visitor) {
    return caller.callAsync(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code visitors}: see {@link Zoo#visitors()}.
   *
   * @return as there
   */
  public List<String> visitors() {
    return caller.call(Wire.VISITORS, Wire.visitorsArguments());
  }

  /**
   * Calls {@code visitors} without waiting for its outcome: see {@link Zoo#visitors()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<List<String>> visitorsAsync() {
    return caller.callAsync(Wire.VISITORS, Wire.visitorsArguments());
  }
}
