package dev.understudy.torture.load;

import dev.understudy.torture.attic.Mood;
import dev.understudy.torture.attic.Parcel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The calls that a client makes of its own box, drawn from a seed. Confined to a thread. */
final class BoxCalls {

  /** One of so many arrays of bytes is large: written in parts, and cut by a death. */
  private static final int LARGE_IN = 20;

  private final int box;
  private final RandomValues values;
  private final RandomParcels parcels;
  private final List<Supplier<BoxCall>> mix = new ArrayList<>();

  BoxCalls(int box, Random random) {
    this.box = box;
    values = new RandomValues(random);
    parcels = new RandomParcels(values);
    often(30, this::put);
    often(8, this::measure);
    often(15, this::sort);
    often(4, this::replace);
    often(12, () -> update("take", attic -> attic.take(box)));
    often(6, this::pay);
    often(8, this::spend);
    often(2, this::stumble);
    often(5, () -> query("parcels", attic -> attic.parcels(box)));
    often(5, () -> query("shelves", attic -> attic.shelves(box)));
    often(3, () -> query("describe", attic -> attic.describe(box)));
    often(5, () -> query("receipt", attic -> attic.receipt(box)));
  }

  private void often(int weight, Supplier<BoxCall> call) {
    for (int i = 0; i < weight; i++) {
      mix.add(call);
    }
  }

  BoxCall next() {
    return mix.get(values.below(mix.size())).get();
  }

  private static BoxCall update(String name, BoxCall.Asked asked) {
    return new BoxCall(name, true, asked);
  }

  private static BoxCall query(String name, BoxCall.Asked asked) {
    return new BoxCall(name, false, asked);
  }

  // An attic that stands alone changes what it is given, and a pair is given a copy.
  private BoxCall put() {
    long seed = values.large();
    return update("put", attic -> attic.put(box, parcel(seed)));
  }

  private static Parcel parcel(long seed) {
    return new RandomParcels(new RandomValues(new Random(seed))).next();
  }

  private BoxCall measure() {
    boolean flag = values.flag();
    byte tiny = values.tiny();
    short small = values.small();
    char letter = values.letter();
    long large = values.large();
    float rough = values.rough();
    double fine = values.fine();
    Integer boxed = values.orNull(values::number);
    byte[] bytes = values.below(LARGE_IN) == 0 ? values.manyBytes() : values.bytes();
    String[] texts = parcels.list(values::text).toArray(String[]::new);
    return update(
        "measure",
        attic ->
            attic.measure(box, flag, tiny, small, letter, large, rough, fine, boxed, bytes, texts));
  }

  private BoxCall sort() {
    long number = values.large();
    String text = values.text();
    UUID id = values.id();
    Mood mood = values.mood();
    BigDecimal price = values.decimal();
    return update("sort", attic -> attic.sort(box, number, text, id, mood, price));
  }

  private BoxCall replace() {
    Deque<Long> numbers = new ArrayDeque<>(parcels.list(values::large));
    Map<Mood, Set<String>> words =
        parcels.map(values::mood, () -> new HashSet<>(parcels.list(values::text)));
    Optional<Instant> when = Optional.ofNullable(values.orNull(values::instant));
    return update("replace", attic -> attic.replace(box, numbers, words, when));
  }

  private BoxCall pay() {
    long coins = values.below(100);
    return update("pay", attic -> attic.pay(box, coins));
  }

  private BoxCall spend() {
    long coins = values.below(150);
    return update("spend", attic -> attic.spend(box, coins));
  }

  private BoxCall stumble() {
    String why = "over " + values.text();
    return update(
        "stumble",
        attic -> {
          try {
            attic.stumble(box, why);
          } catch (IllegalStateException e) {
            throw new BoxCall.Stumbled(e);
          }
          return "it did not";
        });
  }
}
