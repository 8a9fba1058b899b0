package dev.understudy.linearizability;

import dev.understudy.linearizability.Configurations.Configuration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One way through one history: all configurations that explain what has returned so far. */
final class Search<S, O, R> {

  /** What the return of a call comes to. */
  enum Answer {
    EXPLAINED,
    IMPOSSIBLE,
    TOO_MUCH_WORK
  }

  private static final int NO_PLACE = -1;

  private final SequentialModel<S, O, R> model;
  private final long mostSteps;

  /** The open answered calls, each at its place until it returns; null where a place is free. */
  private final List<@Nullable Call<O, R>> places = new ArrayList<>();

  /** The calls of unknown outcome, in the order in which they were made. */
  private final List<Call<O, R>> unknown = new ArrayList<>();

  private Configurations<S> configurations = new Configurations<>();
  private long steps;

  Search(SequentialModel<S, O, R> model, long mostSteps) {
    this.model = model;
    this.mostSteps = mostSteps;
    S initial = model.initial();
    configurations.add(
        new Configuration<>(initial, model.fingerprint(initial), new BitSet(), new BitSet()));
  }

  /** How many times the model was asked. */
  long steps() {
    return steps;
  }

  /** How many calls are open. */
  int open() {
    return unknown.size() + (int) places.stream().filter(Objects::nonNull).count();
  }

  /** What the state may be now, for people. */
  List<String> states() {
    return configurations.all().stream()
        .map(configuration -> String.valueOf(configuration.fingerprint()))
        .distinct()
        .toList();
  }

  /**
   * A call was made.
   *
   * @return its place, until it returns
   */
  int invoked(Call<O, R> call) {
    if (!call.isAnswered()) {
      unknown.add(call);
      return NO_PLACE;
    }
    int free = places.indexOf(null);
    if (free >= 0) {
      places.set(free, call);
      return free;
    }
    places.add(call);
    return places.size() - 1;
  }

  /** The call at a place returned. If that is impossible, the configurations before it stay. */
  Answer returned(int place) {
    Configurations<S> next = new Configurations<>();
    Configurations<S> met = new Configurations<>();
    Deque<Configuration<S>> toFollow = new ArrayDeque<>();
    for (Configuration<S> configuration : configurations.all()) {
      if (configuration.done().get(place)) {
        next.add(configuration.without(place));
      } else if (met.add(configuration)) {
        toFollow.add(configuration);
      }
    }
    while (!toFollow.isEmpty()) {
      for (Configuration<S> after : successors(toFollow.remove())) {
        if (after.done().get(place)) {
          next.add(after.without(place));
        } else if (met.add(after)) {
          toFollow.add(after);
        }
      }
      if (steps > mostSteps) {
        return Answer.TOO_MUCH_WORK;
      }
    }
    if (next.isEmpty()) {
      return Answer.IMPOSSIBLE;
    }
    places.set(place, null);
    configurations = next;
    return Answer.EXPLAINED;
  }

  /** The configurations in which one more open call has taken effect. */
  private List<Configuration<S>> successors(Configuration<S> before) {
    List<Configuration<S>> successors = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Call<O, R> call = places.get(i);
      if (call == null || before.done().get(i)) {
        continue;
      }
      SequentialModel.Step<S, R> step = step(before, call);
      if (model.isSame(step.result(), call.result())) {
        BitSet done = with(before.done(), i);
        successors.add(
            new Configuration<>(
                step.state(), model.fingerprint(step.state()), done, before.spent()));
      }
    }
    for (int i = 0; i < unknown.size(); i++) {
      if (before.spent().get(i) || isLikeAnEarlierOne(before, i)) {
        continue;
      }
      SequentialModel.Step<S, R> step = step(before, unknown.get(i));
      Object fingerprint = model.fingerprint(step.state());
      // Else nobody will ever see whether it has.
      if (!fingerprint.equals(before.fingerprint())) {
        BitSet spent = with(before.spent(), i);
        successors.add(new Configuration<>(step.state(), fingerprint, before.done(), spent));
      }
    }
    return successors;
  }

  /** Of calls of unknown outcome that are the same, the first one is spent first. */
  private boolean isLikeAnEarlierOne(Configuration<S> configuration, int number) {
    O operation = unknown.get(number).operation();
    for (int i = configuration.spent().nextClearBit(0);
        i < number;
        i = configuration.spent().nextClearBit(i + 1)) {
      if (unknown.get(i).operation().equals(operation)) {
        return true;
      }
    }
    return false;
  }

  private SequentialModel.Step<S, R> step(Configuration<S> before, Call<O, R> call) {
    steps++;
    return model.apply(before.state(), call.operation());
  }

  private static BitSet with(BitSet bits, int bit) {
    BitSet more = (BitSet) bits.clone();
    more.set(bit);
    return more;
  }
}
