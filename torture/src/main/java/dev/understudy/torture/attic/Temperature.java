package dev.understudy.torture.attic;

import dev.understudy.Codec;
import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.ValueCodec;

/** A class that only a codec of the user's own can write. */
@Codec(Temperature.AsMillikelvin.class)
public final class Temperature {

  private final int millikelvin;

  /** One so far above the absolute zero. */
  public Temperature(int millikelvin) {
    this.millikelvin = millikelvin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Temperature that && millikelvin == that.millikelvin;
  }

  @Override
  public int hashCode() {
    return millikelvin;
  }

  @Override
  public String toString() {
    return millikelvin + " mK";
  }

  /** Its codec. */
  public static final class AsMillikelvin implements ValueCodec<Temperature> {

    /** Made by generated code. */
    public AsMillikelvin() {}

    @Override
    public void write(Temperature value, StateOutput out) {
      out.writeInt(value.millikelvin);
    }

    @Override
    public Temperature read(StateInput in) {
      return new Temperature(in.readInt());
    }
  }
}
