package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the name of a constant, as a string would be, so that constants may change their order.
 * The names are encoded once, and found again without a string being made.
 */
@SuppressWarnings("EnumOrdinal") // As an index within one process only.
final class EnumCodec<E extends Enum<E>> implements WireCodec<E> {

  private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private final Class<E> type;
  private final byte[][] names;
  private final E[] constants;
  // The ordinals + 1 of the constants, by the hash of their names; 0 where there is none.
  private final int[] slots;

  EnumCodec(Class<E> type) {
    this.type = type;
    this.constants = type.getEnumConstants();
    this.names = new byte[constants.length][];
    this.slots = new int[Integer.highestOneBit(4 * constants.length + 4)];
    for (E constant : constants) {
      byte[] name = constant.name().getBytes(StandardCharsets.UTF_8);
      names[constant.ordinal()] = name;
      int slot = slotOf(name, 0, name.length);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = constant.ordinal() + 1;
    }
  }

  Class<E> type() {
    return type;
  }

  @Override
  public void write(@Nullable E value, WireOutput out) {
    if (value == null) {
      out.writeVarInt(0);
      return;
    }
    byte[] name = names[value.ordinal()];
    out.writeVarInt(name.length + 1);
    out.writeRaw(name, 0, name.length);
  }

  @Override
  public @Nullable E read(WireInput in) {
    int length = in.readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    int at = in.skip(length);
    byte[] bytes = in.array();
    for (int slot = slotOf(bytes, at, length); slots[slot] != 0; slot = next(slot)) {
      byte[] name = names[slots[slot] - 1];
      if (Arrays.equals(name, 0, name.length, bytes, at, at + length)) {
        return constants[slots[slot] - 1];
      }
    }
    String name = new String(bytes, at, Math.min(length, 100), StandardCharsets.UTF_8);
    throw new MalformedInputException(
        "'"
            + UNREADABLE.matcher(name).replaceAll("?")
            + "', which is no constant of "
            + type.getName());
  }

  private int slotOf(byte[] bytes, int at, int length) {
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
