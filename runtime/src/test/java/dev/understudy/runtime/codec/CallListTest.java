package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An {@link ArrayList} in a call goes a shorter way than other collections, to the same bytes. */
class CallListTest {

  private static final RefillableCodec<List<String>> TEXTS =
      Codecs.collection(List.class, Codecs.STRING);
  private static final RefillableCodec<List<List<String>>> LISTS =
      Codecs.collection(List.class, TEXTS);

  private static byte[] call(List<List<String>> value) {
    WireOutput out = WireOutput.forCall();
    LISTS.write(value, out);
    return out.toByteArray();
  }

  private static List<List<String>> lists() {
    return new ArrayList<>(
        Arrays.asList(new ArrayList<>(Arrays.asList("a", null)), null, new ArrayList<>()));
  }

  @Test
  void itIsWrittenAsInAState() {
    WireOutput snapshot = WireOutput.forSnapshot();
    LISTS.write(lists(), snapshot);
    assertThat(call(lists())).isEqualTo(snapshot.toByteArray());
  }

  @Test
  void itComesBackAsWhatItIs() {
    WireInput in = new WireInput(call(lists()));
    List<List<String>> read = LISTS.read(in);
    in.endOfArguments();
    assertThat(read).isInstanceOf(ArrayList.class).isEqualTo(lists());
    assertThat(read.get(0)).isInstanceOf(ArrayList.class);
  }

  @Test
  void moreElementsThanBytesAreRefusedBeforeMemoryIsTakenForThem() {
    byte[] bytes = call(lists());
    bytes[1] = 100;
    assertThatThrownBy(() -> LISTS.read(new WireInput(bytes)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("100 elements in ");
  }

  @Test
  void whatCannotBeWrittenIsNamedByItsPlace() {
    RefillableCodec<List<List<String>>> failing =
        Codecs.collection(List.class, Codecs.collection(List.class, new Failing()));
    List<List<String>> value =
        new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>(List.of("c"))));
    assertThatThrownBy(() -> failing.write(value, WireOutput.forCall()))
        .isInstanceOf(UnsavableException.class)
        .hasMessageContaining("[1][0]");
  }

  private static final class Failing implements WireCodec<String> {

    @Override
    public void write(String value, WireOutput out) {
      throw new UnsavableException("never");
    }

    @Override
    public String read(WireInput in) {
      throw new MalformedInputException("never");
    }
  }
}
