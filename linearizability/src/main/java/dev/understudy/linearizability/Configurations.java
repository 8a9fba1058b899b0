package dev.understudy.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Configurations of a search, without those that can do no more than another one. Of two in which
 * the same answered calls have taken effect, with the same state, the one with fewer calls of
 * unknown outcome spent can do all that the other can: such a call need never take effect.
 */
final class Configurations<S> {

  /**
   * One of them.
   *
   * @param state the state of the model
   * @param fingerprint stands for that state
   * @param done the places of the open answered calls that have taken effect
   * @param spent the numbers of the calls of unknown outcome that have taken effect
   */
  record Configuration<S>(S state, Object fingerprint, BitSet done, BitSet spent) {

    Configuration<S> without(int place) {
      BitSet fewer = (BitSet) done.clone();
      fewer.clear(place);
      return new Configuration<>(state, fingerprint, fewer, spent);
    }
  }

  private record Key(Object fingerprint, BitSet done) {}

  private final Map<Key, List<Configuration<S>>> byKey = new LinkedHashMap<>();

  /**
   * Adds one.
   *
   * @return whether it can do what no other can
   */
  boolean add(Configuration<S> added) {
    List<Configuration<S>> alike =
        byKey.computeIfAbsent(
            new Key(added.fingerprint(), added.done()), key -> new ArrayList<>(1));
    for (Configuration<S> other : alike) {
      if (isPart(other.spent(), added.spent())) {
        return false;
      }
    }
    alike.removeIf(other -> isPart(added.spent(), other.spent()));
    alike.add(added);
    return true;
  }

  private static boolean isPart(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  List<Configuration<S>> all() {
    return byKey.values().stream().flatMap(List::stream).toList();
  }
}
