package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The digests by which two processes compare their state fields. */
class FieldDigestsTest {

  private static final int ENOUGH_BYTES = 1 << 20;

  /** A server class. */
  private static final class Office {
    private Map<String, String> holders;
    private Map<String, String> shown;
    private Node node;
    private long count;

    Office(int capacity) {
      holders = new HashMap<>(capacity);
      shown = Collections.unmodifiableMap(holders);
      for (int i = 0; i < 40; i++) {
        holders.put("seat " + i, "holder " + i);
      }
    }
  }

  private static final class OfficeState extends ServerState<Office> {
    private static final RefillableCodec<Map<String, String>> MAP =
        Codecs.map(Map.class, Codecs.STRING, Codecs.STRING);

    OfficeState(Office office) {
      super(office, "holders", "shown", "node", "count");
    }

    @Override
    protected Object held(int field, Office value) {
      return field == 0 ? value.holders : field == 1 ? value.shown : null;
    }

    @Override
    protected void writeField(int field, Office value, WireOutput out) {
      switch (field) {
        case 0 -> MAP.writeField(value.holders, OwnKind.ANY, out);
        case 1 -> MAP.writeField(value.shown, own(1), out);
        case 2 -> Node.CODEC.write(value.node, out);
        default -> out.writeLong(value.count);
      }
    }

    @Override
    protected void readField(int field, Office value, WireInput in) {
      throw new AssertionError("nothing is loaded");
    }
  }

  private final Office office = new Office(1);

  private static long[] digests(Office office) {
    return new OfficeState(office).digests(ENOUGH_BYTES);
  }

  @Test
  void eachFieldHasANameAndADigestOfItsValue() {
    assertThat(new OfficeState(office).fieldNames())
        .isEqualTo(List.of("holders", "shown", "node", "count"));
    long[] before = digests(office);
    office.count++;
    long[] after = digests(office);
    assertThat(after[0]).isEqualTo(before[0]).isNotZero();
    assertThat(after[3]).isNotEqualTo(before[3]).isNotZero();
    office.holders.put("seat 1", "another holder");
    assertThat(digests(office)[0]).isNotEqualTo(before[0]);
  }

  @Test
  void theOrderOfAHashTableMakesNoDifference() {
    Office other = new Office(1 << 12);
    assertThat(List.copyOf(other.holders.keySet()))
        .isNotEqualTo(List.copyOf(office.holders.keySet()));
    assertThat(digests(other)).isEqualTo(digests(office));
  }

  @Test
  void whatHasNoDigestIsNotKnown() {
    assertThat(digests(office)[1]).as("of a view").isZero();
    office.node = new Node("one");
    assertThat(digests(office)[2]).isNotZero();
    office.node.next = office.node;
    long[] ofCycle = digests(office);
    assertThat(ofCycle[2]).as("of a cycle").isZero();
    assertThat(new OfficeState(office).digests(100)[0]).as("of too much").isZero();
  }
}
