package dev.understudy.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  @Property
  void strings(@ForAll List<Integer> list) {
    WireCodec<List<Integer>> codec = Codecs.collection(List.class, Codecs.BOXED_INT);
    assertThat(Bytes.copy(codec, list)).isEqualTo(list);
  }

  @Test
  void maps() {
    WireCodec<Map<String, List<Integer>>> codec =
        Codecs.map(Map.class, Codecs.STRING, Codecs.collection(List.class, Codecs.BOXED_INT));
    Map<String, List<Integer>> map = new TreeMap<>(Map.of("a", List.of(1, 2)));
    assertThat(Bytes.copy(codec, map)).isEqualTo(map).isInstanceOf(TreeMap.class);
  }
}
