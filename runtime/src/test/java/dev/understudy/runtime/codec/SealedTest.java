package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import org.junit.jupiter.api.Test;

class SealedTest {

  sealed interface Shape permits Circle, Square, Named {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  enum Named implements Shape {
    POINT {
      @Override
      public String toString() {
        return ".";
      }
    },
    PLANE
  }

  private static final WireCodec<Circle> CIRCLE =
      new RecordCodec<>(Circle.class, "radius") {
        @Override
        protected void writeField(int field, Circle value, WireOutput out) {
          out.writeInt(value.radius());
        }

        @Override
        protected Circle readFields(WireInput in) {
          return new Circle(in.readInt());
        }
      };

  private static final WireCodec<Square> SQUARE =
      new RecordCodec<>(Square.class, "side") {
        @Override
        protected void writeField(int field, Square value, WireOutput out) {
          out.writeInt(value.side());
        }

        @Override
        protected Square readFields(WireInput in) {
          return new Square(in.readInt());
        }
      };

  private static final WireCodec<Shape> SHAPE =
      Codecs.sealed(
          Shape.class,
          Codecs.subtype(Circle.class, CIRCLE),
          Codecs.subtype(Square.class, SQUARE),
          Codecs.subtype(Named.class, Codecs.enumeration(Named.class)));

  @Test
  void everySubtypeComesBackAsItself() {
    for (Shape shape : new Shape[] {new Circle(1), new Square(2), Named.POINT, Named.PLANE, null}) {
      assertThat(Bytes.copy(SHAPE, shape)).isEqualTo(shape);
      assertThat(Bytes.restored(SHAPE, shape)).isEqualTo(shape);
    }
  }

  @Test
  void theOrderOfTheSubtypesDoesNotMatterAndNewOnesMayBeAdded() {
    WireCodec<Shape> older =
        Codecs.sealed(
            Shape.class,
            Codecs.subtype(Square.class, SQUARE),
            Codecs.subtype(Circle.class, CIRCLE));
    byte[] bytes = Bytes.ofCall(older, new Circle(7));
    assertThat(Bytes.read(SHAPE, bytes)).isEqualTo(new Circle(7));
    assertThatThrownBy(() -> Bytes.read(older, Bytes.ofCall(SHAPE, Named.POINT)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining(Shape.class.getName());
  }

  @Test
  void whatIsNoKnownSubtypeIsNamed() {
    WireCodec<Shape> circles = Codecs.sealed(Shape.class, Codecs.subtype(Circle.class, CIRCLE));
    assertThatThrownBy(() -> Bytes.ofCall(circles, new Square(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Square.class.getName());
  }

  @Test
  void subtypesThatCannotBeToldApartAreRefused() {
    assertThatThrownBy(
            () ->
                Codecs.sealed(
                    Shape.class,
                    Codecs.subtype(Circle.class, CIRCLE),
                    Codecs.subtype(Circle.class, CIRCLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rename");
  }
}
