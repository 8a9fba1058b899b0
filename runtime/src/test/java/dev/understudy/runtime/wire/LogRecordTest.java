package dev.understudy.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogRecordTest {

  private static byte[] written(long[] fields, int operation, byte[] arguments, int padding) {
    WireOutput out = WireOutput.forCall();
    out.writeRaw(new byte[padding], 0, padding);
    int size =
        new LogRecordWriter()
            .begin(LogRecord.Kind.UPDATE, fields[0], fields[1])
            .at(fields[2], fields[3])
            .of(fields[4], fields[5], fields[6])
            .calls(operation)
            .write(out, arguments, 0, arguments.length);
    assertThat(size).isEqualTo(LogRecord.HEADER_BYTES + arguments.length);
    assertThat(out.size()).isEqualTo(padding + size);
    return out.toByteArray();
  }

  @Property
  void whatIsWrittenIsParsedWhereverItStands(
      @ForAll @Size(7) long[] fields,
      @ForAll int operation,
      @ForAll byte[] arguments,
      @ForAll @IntRange(max = 20) int padding) {
    byte[] bytes = written(fields, operation, arguments, padding);
    LogRecord log = new LogRecord();
    byte[] more = Arrays.copyOf(bytes, bytes.length + 5);

    assertThat(log.parse(more, padding, more.length - padding)).isEqualTo(bytes.length - padding);

    assertThat(log.kind()).isEqualTo(LogRecord.Kind.UPDATE);
    long[] found = {
      log.sequence(),
      log.epoch(),
      log.timeMicros(),
      log.seed(),
      log.session(),
      log.request(),
      log.confirmed()
    };
    assertThat(found).isEqualTo(fields);
    assertThat(log.operation()).isEqualTo(operation);
    WireInput in = new WireInput();
    log.arguments(in);
    assertThat(Arrays.copyOfRange(in.array(), in.position(), in.position() + in.remaining()))
        .isEqualTo(arguments);
  }

  @Property
  void aFlippedBitIsNeverParsedAsARecord(
      @ForAll @Size(7) long[] fields,
      @ForAll int operation,
      @ForAll byte[] arguments,
      @ForAll @IntRange int bit) {
    byte[] bytes = written(fields, operation, arguments, 0);
    int at = Math.floorMod(bit, bytes.length * Byte.SIZE);
    bytes[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
    assertThat(new LogRecord().parse(bytes, 0, bytes.length)).isNotPositive();
  }

  @Test
  void thatItThrewIsNotedInTheBytesThemselves() {
    byte[] bytes = written(new long[7], 3, new byte[] {1, 2}, 5);
    LogRecord record = new LogRecord();
    record.viewValid(bytes, 5, bytes.length - 5);
    assertThat(record.tellsOutcome()).isTrue();
    assertThat(record.threw()).isFalse();
    record.noteThatItThrew();
    LogRecord read = new LogRecord();
    assertThat(read.parse(bytes, 5, bytes.length - 5)).isEqualTo(bytes.length - 5);
    assertThat(read.kind()).isEqualTo(LogRecord.Kind.UPDATE);
    assertThat(read.operation()).isEqualTo(3);
    assertThat(read.tellsOutcome()).isTrue();
    assertThat(read.threw()).isTrue();
  }

  @Test
  void everyFlippedBitIsFoundAlsoWithMoreBytesBehind() {
    byte[] bytes = written(new long[] {1, 2, 3, 4, 5, 6, 7}, 8, new byte[] {9, 10}, 0);
    byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, two, bytes.length, bytes.length);
    LogRecord log = new LogRecord();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      two[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(log.parse(two, 0, two.length)).as("bit %d", bit).isNotPositive();
      two[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
    assertThat(log.parse(two, 0, two.length)).isEqualTo(bytes.length);
  }

  @Property
  void aPrefixIsNoRecord(
      @ForAll @Size(7) long[] fields, @ForAll byte[] arguments, @ForAll @IntRange int cut) {
    byte[] bytes = written(fields, 1, arguments, 0);
    int length = Math.floorMod(cut, bytes.length);
    LogRecord log = new LogRecord();
    assertThat(log.parse(bytes, 0, length)).isNotPositive();
    byte[] torn = Arrays.copyOf(Arrays.copyOf(bytes, length), bytes.length + 8);
    if (!Arrays.equals(torn, 0, bytes.length, bytes, 0, bytes.length)) {
      assertThat(log.parse(torn, 0, torn.length)).isNotPositive();
    }
  }

  @Property
  void anyBytesAreParsedOrNot(@ForAll byte[] bytes) {
    assertThat(new LogRecord().parse(bytes, 0, bytes.length)).isBetween(-1, bytes.length);
  }

  @Test
  void zerosAreTheEnd() {
    for (int length = 0; length < 100; length++) {
      assertThat(new LogRecord().parse(new byte[length], 0, length)).isZero();
    }
  }

  @Test
  void aRecordThatIsNotParsedLeavesTheLastOneAlone() {
    byte[] bytes = written(new long[] {41, 2, 3, 4, 5, 6, 7}, 8, new byte[0], 0);
    LogRecord log = new LogRecord();
    assertThat(log.parse(bytes, 0, bytes.length)).isPositive();
    assertThat(log.parse(new byte[] {1, 2, 3, 4, 5}, 0, 5)).isEqualTo(-1);
    assertThat(log.sequence()).isEqualTo(41);
  }
}
