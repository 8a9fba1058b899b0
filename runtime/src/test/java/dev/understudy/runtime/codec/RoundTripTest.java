package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.ValueCodec;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  record Point(int x, int y) {}

  static final class PointCodec implements ValueCodec<Point> {

    @Override
    public void write(Point value, StateOutput out) {
      out.writeInt(value.x());
      out.writeInt(value.y());
    }

    @Override
    public Point read(StateInput in) {
      return new Point(in.readInt(), in.readInt());
    }
  }

  @Provide
  Arbitrary<Sample<?>> samples() {
    return Combined.any();
  }

  @Property(tries = 2_000)
  void callBringsBackTheSameValueOfTheSameKind(@ForAll("samples") Sample<?> sample) {
    assertThat(Sample.same(sample.copied(), sample.value())).isTrue();
  }

  @Property(tries = 2_000)
  void snapshotBringsBackTheSameValueOfTheSameKind(@ForAll("samples") Sample<?> sample) {
    assertThat(Sample.same(sample.restored(), sample.value())).isTrue();
  }

  @Property
  void equalValuesAreWrittenAsEqualBytes(@ForAll("samples") Sample<?> sample) {
    assertThat(Bytes.ofCall(raw(sample), sample.copied())).isEqualTo(sample.call());
  }

  @SuppressWarnings("unchecked")
  private static WireCodec<Object> raw(Sample<?> sample) {
    return (WireCodec<Object>) sample.codec();
  }

  @Property
  void primitives(
      @ForAll boolean z,
      @ForAll byte b,
      @ForAll short s,
      @ForAll char c,
      @ForAll int i,
      @ForAll long l,
      @ForAll float f,
      @ForAll double d) {
    assertThat(Bytes.copy(Codecs.BOOLEAN, z)).isEqualTo(z);
    assertThat(Bytes.copy(Codecs.BYTE, b)).isEqualTo(b);
    assertThat(Bytes.copy(Codecs.SHORT, s)).isEqualTo(s);
    assertThat(Bytes.copy(Codecs.CHAR, c)).isEqualTo(c);
    assertThat(Bytes.copy(Codecs.INT, i)).isEqualTo(i);
    assertThat(Bytes.copy(Codecs.LONG, l)).isEqualTo(l);
    assertThat(Bytes.copy(Codecs.FLOAT, f)).isEqualTo(f);
    assertThat(Bytes.copy(Codecs.DOUBLE, d)).isEqualTo(d);
  }

  @Test
  void everyBitOfWhatIsNoNumberComesBack() {
    double wide = Double.longBitsToDouble(0xfff8_dead_beef_0001L);
    float narrow = Float.intBitsToFloat(0x7fc0_1234);
    assertThat(Double.doubleToRawLongBits(Bytes.restored(Codecs.BOXED_DOUBLE, wide)))
        .isEqualTo(0xfff8_dead_beef_0001L);
    assertThat(Float.floatToRawIntBits(Bytes.copy(Codecs.FLOATS, new float[] {narrow})[0]))
        .isEqualTo(0x7fc0_1234);
  }

  @Test
  void primitivesAreNeverNull() {
    assertThatThrownBy(() -> Bytes.ofCall(Codecs.INT, null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void voidTakesNoBytesAloneAndSomeAmongOthers() {
    assertThat(Bytes.ofCall(Codecs.VOID, null)).isEmpty();
    WireCodec<List<Void>> list = Codecs.collection(List.class, Codecs.VOID);
    assertThat(Bytes.copy(list, Arrays.asList(null, null))).containsExactly(null, null);
  }

  @Test
  void emptyOptionals() {
    assertThat(Bytes.copy(Codecs.OPTIONAL_INT, OptionalInt.empty())).isEmpty();
    assertThat(Bytes.copy(Codecs.optional(Codecs.STRING), java.util.Optional.empty())).isEmpty();
  }

  @Test
  void aCodecOfTheUsersOwnNeverSeesNull() {
    WireCodec<Point> codec = Codecs.of(new PointCodec());
    assertThat(Bytes.copy(codec, new Point(1, 2))).isEqualTo(new Point(1, 2));
    assertThat(Bytes.copy(codec, null)).isNull();
  }

  @Test
  void anEnumConstantThatIsGoneIsNamed() {
    byte[] bytes = Bytes.ofCall(Codecs.STRING, "CLUBS");
    assertThatThrownBy(() -> Bytes.read(Codecs.enumeration(Samples.Suit.class), bytes))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("'CLUBS'")
        .hasMessageContaining(Samples.Suit.class.getName());
  }
}
