package dev.x.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.CallingClient;
import dev.understudy.ClientObituary;
import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends one of each kind of type there and back. */
public final class Driver {

  static final class Direct implements Caller {
    private final Replica replica;

    Direct(Replica replica) {
      this.replica = replica;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E {
      try {
        WireOutput outcome = WireOutput.forCall();
        WireInput in = new WireInput(arguments.toByteArray());
        if (operation.isUpdate()) {
          replica.apply(operation.index(), in, null, outcome);
        } else {
          replica.query(operation.index(), in, outcome);
        }
        return operation.outcome().read(operation, new WireInput(outcome.toByteArray()));
      } catch (Exception e) {
        throw (E) e;
      }
    }

    @Override
    public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
      throw new UnsupportedOperationException();
    }
  }

  static final class Context implements UpdateContext {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Random random() {
      return new Random(1);
    }

    @Override
    public UUID newUuid() {
      return new UUID(1, 2);
    }

    @Override
    public long sequence() {
      return 7;
    }

    @Override
    public CallingClient client() {
      return CallingClient.INSIDE;
    }
  }

  private final ZooReplica replica = new ZooReplica(new Zoo());
  private final ZooPrimary zoo = new ZooPrimary(new Direct(replica));

  private Driver() {}

  public static void recursiveAndGenericRecords() {
    Driver driver = new Driver();
    Zoo.Node leaf = new Zoo.Node(2, null, null, null);
    Zoo.Node node = new Zoo.Node(1, List.of(leaf, leaf), new Zoo.Node[] {leaf, null}, leaf);
    assertThat(driver.zoo.keep("a", node)).usingRecursiveComparison().isEqualTo(node);
    assertThat(driver.zoo.keep("b", null)).isNull();

    Zoo.Plain plain =
        new Zoo.Plain(true, (byte) -1, (short) 2, 'x', 4, 5, 6.5f, 7.5, null, "j");
    Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair =
        new Zoo.Pair<>(new Zoo.Node[] {leaf}, Map.of("k", List.of(new int[] {1, 2})));
    assertThat(driver.zoo.pair(plain, pair))
        .usingRecursiveComparison()
        .isEqualTo(new Zoo.Pair<>(plain, pair));
  }

  public static void sealedTypes() {
    ZooPrimary zoo = new Driver().zoo;
    EnumSet<Color> none = EnumSet.noneOf(Color.class);
    for (Zoo.Shape shape :
        List.of(new Zoo.Circle(1.5), Color.GREEN, new Zoo.Square(new Zoo.Square(Color.RED)))) {
      assertThat(zoo.shape(shape, none, null)).isEqualTo(shape);
    }
    Zoo.Bag bag = new Zoo.Bag(new Zoo.Circle(2));
    bag.bags().add(new Zoo.Bag(Color.RED));
    bag.grid(new String[][] {{"a", null}, null});
    Zoo.Bag back = (Zoo.Bag) zoo.shape(bag, EnumSet.allOf(Color.class), null);
    assertThat(back).isNotSameAs(bag).usingRecursiveComparison().isEqualTo(bag);
    assertThat(zoo.shape(null, none, null)).isNull();
  }

  public static void exceptionsOfManyKinds() throws Exception {
    ZooPrimary zoo = new Driver().zoo;
    zoo.escape(0, "out", new Zoo.Money(7), 1);
    assertThatThrownBy(() -> zoo.escape(2, "out", null, 1))
        .isExactlyInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> zoo.escape(2, "out", new Zoo.Money(1), 1))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("too near");
    assertThatThrownBy(() -> zoo.escape(20, "out", new Zoo.Money(1), 1))
        .isExactlyInstanceOf(Zoo.EscapedException.class)
        .hasMessage("out");
    assertThatThrownBy(() -> zoo.escape(200, "out", new Zoo.Money(1), 1))
        .isInstanceOfSatisfying(
            Zoo.FarException.class,
            far -> {
              assertThat(far.metres()).isEqualTo(200);
              assertThat(far.seenAt()).containsExactly("out");
              assertThat(far).hasMessage("far");
            });
  }

  public static void tellsOfClientsDeaths() throws Exception {
    Driver driver = new Driver();
    driver.zoo.enter("Ann");
    driver.zoo.enter("Bob");
    Operation<?> told = driver.replica.serverClass().onObituary();
    assertThat(told).hasToString("leave(ClientObituary)");
    assertThat(driver.replica.serverClass().operations()).last().isSameAs(told);
    WireOutput outcome = WireOutput.forCall();
    driver.replica.obituary(new ClientObituary(3, "Ann"), new Context(), outcome);
    assertThat(OutcomeCodec.isValue(outcome.toByteArray())).isTrue();
    assertThat(driver.zoo.visitors()).containsExactly("Bob");
    assertThat(driver.zoo.text()).startsWith("Ann left as 7");
    assertThatThrownBy(
            () ->
                driver.replica.obituary(
                    new ClientObituary(4, ""), new Context(), WireOutput.forCall()))
        .isExactlyInstanceOf(Zoo.EscapedException.class);
  }

  public static void codecsOfTheUsersOwn() {
    ZooPrimary zoo = new Driver().zoo;
    assertThat(zoo.tagged(new Zoo.Tagged("tag", 4), 21, null, new UUID(1, 2)))
        .isEqualTo(new Zoo.Tagged("tag21", 21));
    // "ab" is written as "ba".
    assertThat(new String(ZooReplica.Wire.taggedArguments(
                new Zoo.Tagged("ab", 1), 1, 1, null).toByteArray(),
            java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("ba");
  }

  public static void inheritedOperationsAndState() throws Exception {
    Driver driver = new Driver();
    assertThat(driver.zoo.enter("Ann")).isEqualTo(1);
    assertThat(driver.zoo.enter("Bob")).isEqualTo(2);
    driver.zoo.escape(0, "", new Zoo.Money(7), 1);
    driver.zoo.keep("b", null);
    driver.zoo.keep("a", new Zoo.Node(1, List.of(), null, null));
    Zoo.Bag bag = new Zoo.Bag(Color.RED);
    driver.zoo.shape(bag, EnumSet.of(Color.RED), new Zoo.Box<>());

    WireOutput saved = WireOutput.forSnapshot();
    driver.replica.save(saved);
    Driver other = new Driver();
    other.zoo.enter("Zoe");
    other.replica.load(WireInput.ofSnapshot(saved.toByteArray(), 0, saved.size()));

    assertThat(other.zoo.visitors()).containsExactly("Ann", "Bob");
    assertThat(other.zoo.enter("Cid")).isEqualTo(3);
    assertThat(other.zoo.text()).isEqualTo(driver.zoo.text()).contains("[b, a]");
    assertThat(other.zoo.sameBag()).as("an object reached twice is restored as one").isTrue();
    // Written again, the same state is the same bytes.
    WireOutput again = WireOutput.forSnapshot();
    Driver third = new Driver();
    third.replica.load(WireInput.ofSnapshot(saved.toByteArray(), 0, saved.size()));
    third.replica.save(again);
    assertThat(again.toByteArray()).isEqualTo(saved.toByteArray());
  }
}
