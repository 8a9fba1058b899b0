package dev.understudy.linearizability;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checker says of a history.
 *
 * @param <O> an operation
 * @param <R> a result
 */
public sealed interface Verdict<O, R> {

  /** Whether the history is known to be linearizable. */
  default boolean isLinearizable() {
    return this instanceof Linearizable;
  }

  /** The verdict for people: one line, or several. */
  String describe();

  /**
   * The calls could have happened one after the other.
   *
   * @param steps how many times the model was asked
   */
  record Linearizable<O, R>(long steps) implements Verdict<O, R> {

    @Override
    public String describe() {
      return "linearizable (" + steps + " steps)";
    }
  }

  /**
   * The calls cannot have happened one after the other.
   *
   * @param prefix the shortest part of the history, from its beginning, for which this is so: the
   *     calls that were made until the culprit returned, in the order in which they were made. A
   *     call of it that returned later is unknown in it
   * @param culprit the call whose return was too much
   * @param states what the state could have been right before that, as far as the calls that had
   *     returned tell
   */
  record NotLinearizable<O, R>(List<Call<O, R>> prefix, Call<O, R> culprit, List<String> states)
      implements Verdict<O, R> {

    private static final int MOST_LINES = 30;

    /** Copies the lists. */
    public NotLinearizable {
      prefix = List.copyOf(prefix);
      states = List.copyOf(states);
    }

    @Override
    public String describe() {
      return "NOT linearizable: "
          + culprit
          + "\n  No order of the calls explains it. Before it returned, the state was one of:"
          + lines(states)
          + "\n  The calls that overlap with it:"
          + lines(prefix.stream().filter(this::overlaps).toList())
          + "\n  The calls before them, the latest first:"
          + lines(earlier());
    }

    private boolean overlaps(Call<O, R> call) {
      return !call.equals(culprit) && call.returnedAt() >= culprit.invokedAt();
    }

    private List<Call<O, R>> earlier() {
      return prefix.stream()
          .filter(call -> call.returnedAt() < culprit.invokedAt())
          .sorted((one, other) -> Long.compare(other.returnedAt(), one.returnedAt()))
          .toList();
    }

    private static String lines(List<?> all) {
      String shown =
          all.stream().limit(MOST_LINES).map(each -> "\n    " + each).collect(Collectors.joining());
      int left = all.size() - MOST_LINES;
      return all.isEmpty()
          ? "\n    none"
          : left > 0 ? shown + "\n    and " + left + " more" : shown;
    }
  }

  /**
   * The bound on work was reached before the answer. The history may be one or the other.
   *
   * @param steps how many times the model was asked
   * @param checked how many returns of the history had been explained by then
   * @param open how many calls were open at that time, those of unknown outcome included
   */
  record GaveUp<O, R>(long steps, int checked, int open) implements Verdict<O, R> {

    @Override
    public String describe() {
      return "gave up after %d steps, with %d calls explained and %d open"
          .formatted(steps, checked, open);
    }
  }
}
