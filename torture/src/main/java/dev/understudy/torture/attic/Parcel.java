package dev.understudy.torture.attic;

import dev.understudy.Replicated;
import dev.understudy.State;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may lie in a box: a sealed hierarchy that has a place for every type with a codec. */
public sealed interface Parcel
    permits Parcel.Scalars,
        Parcel.Values,
        Parcel.Note,
        Parcel.Animal,
        Parcel.Nest,
        Times,
        Samples,
        Gatherings {

  /** Primitives, and their boxes, which may be null. */
  record Scalars(
      boolean flag,
      byte tiny,
      short small,
      char letter,
      int number,
      long large,
      float rough,
      double fine,
      @Nullable Boolean boxedFlag,
      @Nullable Byte boxedTiny,
      @Nullable Short boxedSmall,
      @Nullable Character boxedLetter,
      @Nullable Integer boxedNumber,
      @Nullable Long boxedLarge,
      @Nullable Float boxedRough,
      @Nullable Double boxedFine)
      implements Parcel {}

  /** Values of the JDK, and one with a codec of its own. */
  record Values(
      @Nullable String text,
      @Nullable UUID id,
      @Nullable BigInteger integer,
      @Nullable BigDecimal decimal,
      @Nullable Locale locale,
      @Nullable URI address,
      @Nullable Mood mood,
      @Nullable Temperature temperature)
      implements Parcel {}

  /** A class that changes, and is replicated by its state. */
  @Replicated
  final class Note implements Parcel {

    @State private @Nullable String text;
    @State private int readings;

    /** As generated code makes it. */
    public Note() {}

    /** One with a text. */
    public Note(String text) {
      this.text = text;
    }

    /** Changes the object where it lies. */
    void read() {
      readings++;
    }

    @Override
    public String toString() {
      return "note " + text + ", read " + readings + " times";
    }
  }

  /** A hierarchy within the hierarchy. */
  sealed interface Animal extends Parcel {

    /** One that sings, or does not. */
    record Bird(String name, Optional<String> song) implements Animal {}

    /** One in good company. */
    record Fish(int fins, List<Animal> swarm) implements Animal {}
  }

  /** Generics within generics. */
  record Nest(
      Map<String, List<Map<Mood, Set<UUID>>>> deep,
      Numbered<Optional<List<Animal>>> numbered,
      List<Numbered<@Nullable String>> many,
      Optional<Numbered<Map<Long, Instant>>> perhaps)
      implements Parcel {

    @Override
    public String toString() {
      return Text.ofAll(deep, numbered, many, perhaps);
    }
  }
}
