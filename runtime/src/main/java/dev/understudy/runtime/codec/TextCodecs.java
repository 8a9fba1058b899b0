package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The codecs of strings, and of values that are numbers or strings with rules. */
final class TextCodecs {

  private static final int BY_TAG = 0;
  private static final int BY_PARTS = 1;

  static final WireCodec<@Nullable String> STRING =
      new WireCodec<>() {
        @Override
        public void write(@Nullable String value, WireOutput out) {
          out.writeString(value);
        }

        @Override
        public @Nullable String read(WireInput in) {
          return in.readString();
        }
      };

  static final WireCodec<java.util.UUID> UUID =
      new NullableCodec<>(
          "UUID",
          (value, out) -> {
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
          },
          in -> new UUID(in.readLong(), in.readLong()));

  static final WireCodec<BigInteger> BIG_INTEGER =
      new NullableCodec<>("BigInteger", TextCodecs::writeInteger, TextCodecs::readInteger);

  static final WireCodec<BigDecimal> BIG_DECIMAL =
      new NullableCodec<>(
          "BigDecimal",
          (value, out) -> {
            out.writeInt(value.scale());
            writeInteger(value.unscaledValue(), out);
          },
          in -> {
            int scale = in.readInt();
            return new BigDecimal(readInteger(in), scale);
          });

  static final WireCodec<java.net.URI> URI =
      new NullableCodec<>(
          "URI",
          (value, out) -> out.writeString(value.toString()),
          in -> java.net.URI.create(present(in.readString())));

  static final WireCodec<Locale> LOCALE =
      new NullableCodec<>("Locale", TextCodecs::writeLocale, TextCodecs::readLocale);

  private TextCodecs() {}

  /** What was read, unless it is null. */
  static String present(@Nullable String text) {
    if (text == null) {
      throw new MalformedInputException("null instead of a string");
    }
    return text;
  }

  private static void writeInteger(BigInteger value, WireOutput out) {
    byte[] magnitude = value.toByteArray();
    out.writeVarInt(magnitude.length);
    out.writeRaw(magnitude, 0, magnitude.length);
  }

  private static BigInteger readInteger(WireInput in) {
    int length = in.readVarInt();
    if (length == 0) {
      throw new MalformedInputException("an integer of no bytes");
    }
    int at = in.skip(length);
    return new BigInteger(in.array(), at, length);
  }

  private static void writeLocale(Locale value, WireOutput out) {
    String tag = value.toLanguageTag();
    if (Locale.forLanguageTag(tag).equals(value)) {
      out.writeByte(BY_TAG);
      out.writeString(tag);
      return;
    }
    // Some old locales have no tag of their own, but then no script and extensions either.
    Locale parts = new Locale(value.getLanguage(), value.getCountry(), value.getVariant());
    if (!parts.equals(value)) {
      throw new UnsavableException(
          "the locale " + value + " cannot be written: use one that has a language tag");
    }
    out.writeByte(BY_PARTS);
    out.writeString(value.getLanguage());
    out.writeString(value.getCountry());
    out.writeString(value.getVariant());
  }

  private static Locale readLocale(WireInput in) {
    int form = in.readByte();
    return switch (form) {
      case BY_TAG -> Locale.forLanguageTag(present(in.readString()));
      case BY_PARTS ->
          new Locale(present(in.readString()), present(in.readString()), present(in.readString()));
      default -> throw new MalformedInputException("a locale of form " + form);
    };
  }
}
