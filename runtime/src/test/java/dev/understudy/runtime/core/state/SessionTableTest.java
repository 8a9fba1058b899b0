package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionTableTest {

  private static SessionTable table() {
    SessionTable table = new SessionTable();
    table.open(3, "Ada");
    table.open(9, "");
    table.open(12, "Bob");
    table.end(9);
    Session ada = table.get(3);
    assertThat(ada).isNotNull();
    ada.applied(4, 2, new byte[] {1});
    return table;
  }

  private static byte[] saved(SessionTable table) {
    WireOutput out = WireOutput.forSnapshot();
    table.save(out);
    return out.toByteArray();
  }

  @Test
  void comesBackAsItWasSavedInTheOrderOfOpening() {
    byte[] saved = saved(table());
    SessionTable again = new SessionTable();
    again.open(77, "to be forgotten");
    again.load(new WireInput(saved));
    assertThat(again.all()).extracting(Session::id).containsExactly(3L, 12L);
    assertThat(again.size()).isEqualTo(2);
    assertThat(again.get(9)).isNull();
    assertThat(saved(again)).isEqualTo(saved);
  }

  @Test
  void isNotLoadedFromHalfOfItself() {
    byte[] saved = saved(table());
    for (int length = 0; length < saved.length; length++) {
      WireInput half = new WireInput(Arrays.copyOf(saved, length));
      assertThatThrownBy(() -> new SessionTable().load(half))
          .isInstanceOf(MalformedInputException.class);
    }
  }

  @Test
  void canBeReadByAllAndChangedByNone() {
    SessionTable table = table();
    assertThatThrownBy(() -> table.all().clear()).isInstanceOf(UnsupportedOperationException.class);
  }
}
