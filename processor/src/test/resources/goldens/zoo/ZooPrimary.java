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
   */
  public Zoo.Node keep(String name, Zoo.Node node) {
    return caller.call(Wire.KEEP, Wire.keepArguments(name, node));
  }

  /**
   * Calls {@code keep} without waiting for its outcome: see {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   */
  public CompletableFuture<Zoo.Node> keepAsync(String name, Zoo.Node node) {
    return caller.callAsync(Wire.KEEP, Wire.keepArguments(name, node));
  }

  /**
   * Calls {@code shape}: see {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
   */
  public Zoo.Shape shape(Zoo.Shape shape, EnumSet<Color> colors,
      Zoo.Box<Zoo.Pair<String, int[]>> newBox) {
    return caller.call(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
  }

  /**
   * Calls {@code shape} without waiting for its outcome: see {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
   */
  public CompletableFuture<Zoo.Shape> shapeAsync(Zoo.Shape shape, EnumSet<Color> colors,
      Zoo.Box<Zoo.Pair<String, int[]>> newBox) {
    return caller.callAsync(Wire.SHAPE, Wire.shapeArguments(shape, colors, newBox));
  }

  /**
   * Calls {@code escape}: see {@link Zoo#escape(int, String, Zoo.Money, long)}.
   */
  public void escape(int metres, String out, Zoo.Money in, long server) throws Zoo.EscapedException,
      Zoo.FarException, IllegalStateException {
    caller.call(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
  }

  /**
   * Calls {@code escape} without waiting for its outcome: see {@link Zoo#escape(int, String, Zoo.Money, long)}.
   */
  public CompletableFuture<Void> escapeAsync(int metres, String out, Zoo.Money in, long server) {
    return caller.callAsync(Wire.ESCAPE, Wire.escapeArguments(metres, out, in, server));
  }

  /**
   * Calls {@code pair}: see {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
   */
  public Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> pair(Zoo.Plain plain,
      Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair) {
    return caller.call(Wire.PAIR, Wire.pairArguments(plain, pair));
  }

  /**
   * Calls {@code pair} without waiting for its outcome: see {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
   */
  public CompletableFuture<Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>>> pairAsync(
      Zoo.Plain plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair) {
    return caller.callAsync(Wire.PAIR, Wire.pairArguments(plain, pair));
  }

  /**
   * Calls {@code tagged}: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   */
  public Zoo.Tagged tagged(Zoo.Tagged tagged, int twice, Integer caller_, UUID e) {
    return caller.call(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller_, e));
  }

  /**
   * Calls {@code tagged} without waiting for its outcome: see {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   */
  public CompletableFuture<Zoo.Tagged> taggedAsync(Zoo.Tagged tagged, int twice, Integer caller_,
      UUID e) {
    return caller.callAsync(Wire.TAGGED, Wire.taggedArguments(tagged, twice, caller_, e));
  }

  /**
   * Calls {@code text}: see {@link Zoo#text()}.
   */
  public String text() {
    return caller.call(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code text} without waiting for its outcome: see {@link Zoo#text()}.
   */
  public CompletableFuture<String> textAsync() {
    return caller.callAsync(Wire.TEXT, Wire.textArguments());
  }

  /**
   * Calls {@code sameBag}: see {@link Zoo#sameBag()}.
   */
  public boolean sameBag() {
    return caller.call(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code sameBag} without waiting for its outcome: see {@link Zoo#sameBag()}.
   */
  public CompletableFuture<Boolean> sameBagAsync() {
    return caller.callAsync(Wire.SAME_BAG, Wire.sameBagArguments());
  }

  /**
   * Calls {@code enter}: see {@link Zoo#enter(Object)}.
   */
  public int enter(String visitor) {
    return caller.call(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code enter} without waiting for its outcome: see {@link Zoo#enter(Object)}.
   */
  public CompletableFuture<Integer> enterAsync(String visitor) {
    return caller.callAsync(Wire.ENTER, Wire.enterArguments(visitor));
  }

  /**
   * Calls {@code visitors}: see {@link Zoo#visitors()}.
   */
  public List<String> visitors() {
    return caller.call(Wire.VISITORS, Wire.visitorsArguments());
  }

  /**
   * Calls {@code visitors} without waiting for its outcome: see {@link Zoo#visitors()}.
   */
  public CompletableFuture<List<String>> visitorsAsync() {
    return caller.callAsync(Wire.VISITORS, Wire.visitorsArguments());
  }
}
