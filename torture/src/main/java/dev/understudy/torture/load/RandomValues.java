package dev.understudy.torture.load;

import dev.understudy.torture.attic.Mood;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of every type of the JDK that has a codec, drawn from a seed. Confined to a thread. */
final class RandomValues {

  private static final List<String> TEXTS =
      List.of("", "a", "ladder", "Zoë", "lamp\n", "\u0000", "\uD83C\uDFAD mask", "hat box", "été");
  private static final List<Locale> LOCALES =
      List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("sr-Latn-RS"), Locale.JAPAN);
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Europe/Berlin"), ZoneOffset.UTC, ZoneId.of("America/St_Johns"));
  private static final int DAYS = 40_000;
  private static final int MANY = 400_000;

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T oneOf(List<T> all) {
    return all.get(below(all.size()));
  }

  /** One of five is null. */
  <T> @Nullable T orNull(Supplier<T> value) {
    return below(5) == 0 ? null : value.get();
  }

  boolean flag() {
    return random.nextBoolean();
  }

  byte tiny() {
    return (byte) random.nextInt();
  }

  short small() {
    return (short) random.nextInt();
  }

  char letter() {
    return (char) ('A' + below(5_000));
  }

  int number() {
    return flag() ? below(100) : random.nextInt();
  }

  long large() {
    return flag() ? below(100) : random.nextLong();
  }

  float rough() {
    return below(10) == 0 ? Float.NaN : random.nextFloat() - 0.5f;
  }

  double fine() {
    return below(10) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
  }

  String text() {
    return flag() ? oneOf(TEXTS) : "thing " + below(1_000);
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  BigInteger integer() {
    return new BigInteger(below(200), random);
  }

  BigDecimal decimal() {
    return new BigDecimal(integer(), below(20) - 10);
  }

  Locale locale() {
    return oneOf(LOCALES);
  }

  URI address() {
    return URI.create("https://attic.example/box/" + below(100) + "?q=%20#top");
  }

  Mood mood() {
    return oneOf(List.of(Mood.values()));
  }

  byte[] bytes() {
    byte[] bytes = new byte[below(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] manyBytes() {
    byte[] bytes = new byte[below(MANY)];
    random.nextBytes(bytes);
    return bytes;
  }

  Instant instant() {
    return Instant.ofEpochSecond(random.nextInt(), below(1_000_000_000));
  }

  Duration duration() {
    return Duration.ofNanos(random.nextLong());
  }

  LocalDate date() {
    return LocalDate.ofEpochDay(below(DAYS) - DAYS / 2);
  }

  LocalTime time() {
    return LocalTime.ofNanoOfDay(Math.floorMod(random.nextLong(), Duration.ofDays(1).toNanos()));
  }

  LocalDateTime dateTime() {
    return date().atTime(time());
  }

  ZoneId zone() {
    return oneOf(ZONES);
  }

  ZoneOffset zoneOffset() {
    return ZoneOffset.ofTotalSeconds(below(36_000) - 18_000);
  }

  Period period() {
    return Period.of(below(10), below(24) - 12, below(60));
  }
}
