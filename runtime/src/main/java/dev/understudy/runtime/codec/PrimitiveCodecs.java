package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The codecs of primitives, of their boxes, arrays and optionals. */
final class PrimitiveCodecs {

  static final WireCodec<Boolean> BOOLEAN =
      new PrimitiveCodec<>((value, out) -> out.writeBoolean(value), WireInput::readBoolean);
  static final WireCodec<Byte> BYTE =
      new PrimitiveCodec<>((value, out) -> out.writeByte(value), WireInput::readByte);
  static final WireCodec<Short> SHORT =
      new PrimitiveCodec<>((value, out) -> out.writeShort(value), WireInput::readShort);
  static final WireCodec<Character> CHAR =
      new PrimitiveCodec<>((value, out) -> out.writeChar(value), WireInput::readChar);
  static final WireCodec<Integer> INT =
      new PrimitiveCodec<>((value, out) -> out.writeInt(value), WireInput::readInt);
  static final WireCodec<Long> LONG =
      new PrimitiveCodec<>((value, out) -> out.writeLong(value), WireInput::readLong);
  static final WireCodec<Float> FLOAT =
      new PrimitiveCodec<>((value, out) -> out.writeFloat(value), WireInput::readFloat);
  static final WireCodec<Double> DOUBLE =
      new PrimitiveCodec<>((value, out) -> out.writeDouble(value), WireInput::readDouble);

  static final WireCodec<Boolean> BOXED_BOOLEAN =
      new NullableCodec<>(
          "Boolean", (value, out) -> out.writeBoolean(value), WireInput::readBoolean);
  static final WireCodec<Byte> BOXED_BYTE =
      new NullableCodec<>("Byte", (value, out) -> out.writeByte(value), WireInput::readByte);
  static final WireCodec<Short> BOXED_SHORT =
      new NullableCodec<>("Short", (value, out) -> out.writeShort(value), WireInput::readShort);
  static final WireCodec<Character> BOXED_CHAR =
      new NullableCodec<>("Character", (value, out) -> out.writeChar(value), WireInput::readChar);
  static final WireCodec<Integer> BOXED_INT =
      new NullableCodec<>("Integer", (value, out) -> out.writeInt(value), WireInput::readInt);
  static final WireCodec<Long> BOXED_LONG =
      new NullableCodec<>("Long", (value, out) -> out.writeLong(value), WireInput::readLong);
  static final WireCodec<Float> BOXED_FLOAT =
      new NullableCodec<>("Float", (value, out) -> out.writeFloat(value), WireInput::readFloat);
  static final WireCodec<Double> BOXED_DOUBLE =
      new NullableCodec<>("Double", (value, out) -> out.writeDouble(value), WireInput::readDouble);

  static final WireCodec<OptionalInt> OPTIONAL_INT =
      new NullableCodec<>(
          "OptionalInt",
          (value, out) -> {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
              out.writeInt(value.getAsInt());
            }
          },
          in -> in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty());
  static final WireCodec<OptionalLong> OPTIONAL_LONG =
      new NullableCodec<>(
          "OptionalLong",
          (value, out) -> {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
              out.writeLong(value.getAsLong());
            }
          },
          in -> in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty());
  static final WireCodec<OptionalDouble> OPTIONAL_DOUBLE =
      new NullableCodec<>(
          "OptionalDouble",
          (value, out) -> {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
              out.writeDouble(value.getAsDouble());
            }
          },
          in -> in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty());

  static final WireCodec<boolean[]> BOOLEANS =
      new PrimitiveArrayCodec<>(
          1,
          boolean[]::new,
          array -> array.length,
          (array, out) -> {
            for (boolean each : array) {
              out.writeBoolean(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readBoolean();
            }
          });
  static final WireCodec<byte[]> BYTES =
      new PrimitiveArrayCodec<>(
          1,
          byte[]::new,
          array -> array.length,
          (array, out) -> out.writeRaw(array, 0, array.length),
          (array, in) -> in.readRaw(array, 0, array.length));
  static final WireCodec<short[]> SHORTS =
      new PrimitiveArrayCodec<>(
          Short.BYTES,
          short[]::new,
          array -> array.length,
          (array, out) -> {
            for (short each : array) {
              out.writeShort(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readShort();
            }
          });
  static final WireCodec<char[]> CHARS =
      new PrimitiveArrayCodec<>(
          Character.BYTES,
          char[]::new,
          array -> array.length,
          (array, out) -> {
            for (char each : array) {
              out.writeChar(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readChar();
            }
          });
  static final WireCodec<int[]> INTS =
      new PrimitiveArrayCodec<>(
          Integer.BYTES,
          int[]::new,
          array -> array.length,
          (array, out) -> {
            for (int each : array) {
              out.writeInt(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readInt();
            }
          });
  static final WireCodec<long[]> LONGS =
      new PrimitiveArrayCodec<>(
          Long.BYTES,
          long[]::new,
          array -> array.length,
          (array, out) -> {
            for (long each : array) {
              out.writeLong(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readLong();
            }
          });
  static final WireCodec<float[]> FLOATS =
      new PrimitiveArrayCodec<>(
          Float.BYTES,
          float[]::new,
          array -> array.length,
          (array, out) -> {
            for (float each : array) {
              out.writeFloat(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readFloat();
            }
          });
  static final WireCodec<double[]> DOUBLES =
      new PrimitiveArrayCodec<>(
          Double.BYTES,
          double[]::new,
          array -> array.length,
          (array, out) -> {
            for (double each : array) {
              out.writeDouble(each);
            }
          },
          (array, in) -> {
            for (int i = 0; i < array.length; i++) {
              array[i] = in.readDouble();
            }
          });

  static final WireCodec<@Nullable Void> VOID =
      new WireCodec<>() {
        @Override
        public void write(@Nullable Void value, WireOutput out) {}

        @Override
        public @Nullable Void read(WireInput in) {
          return null;
        }
      };

  private PrimitiveCodecs() {}
}
