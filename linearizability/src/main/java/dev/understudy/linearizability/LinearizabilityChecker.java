package dev.understudy.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Says whether a history of calls is linearizable: whether each call can have taken effect at one
 * moment between its invocation and its return, so that the model, called in the order of these
 * moments, gives every result that a client was told.
 *
 * <p>The search is that of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993) with
 * two improvements by Lowe ("Testing for Linearizability", 2017). Just-in-time linearization: a
 * call takes effect only when the return of a call cannot be explained without it. Memoization: a
 * configuration, which is a state with the open calls that have taken effect, is followed once. The
 * search goes through the history in time, with all configurations that explain it so far.
 *
 * <p>A call of unknown outcome stays open to the end: it takes effect at any time, or never. Each
 * one may double the work. At equal times, an invocation counts as earlier than a return.
 *
 * <p>For any thread, one at a time.
 *
 * @param <S> a state of the model
 * @param <O> an operation
 * @param <R> a result
 */
public final class LinearizabilityChecker<S, O, R> {

  /** Steps that take some seconds with a simple model. */
  public static final long DEFAULT_STEPS = 10_000_000;

  private final SequentialModel<S, O, R> model;
  private final long mostSteps;

  /** A checker that gives up after {@link #DEFAULT_STEPS}. */
  public LinearizabilityChecker(SequentialModel<S, O, R> model) {
    this(model, DEFAULT_STEPS);
  }

  /**
   * A checker with a bound on its work.
   *
   * @param mostSteps how many times it asks the model before it gives up
   */
  public LinearizabilityChecker(SequentialModel<S, O, R> model, long mostSteps) {
    this.model = model;
    this.mostSteps = mostSteps;
  }

  /**
   * Checks a history.
   *
   * @param history the calls, in any order
   */
  public Verdict<O, R> check(List<Call<O, R>> history) {
    Run<S, O, R> run = run(history);
    if (!run.isImpossible()) {
      return run.verdict();
    }
    // It has looked at results that were told later. The culprit may be one of those.
    for (Call<O, R> culprit : run.notExplained()) {
      List<Call<O, R>> prefix = prefix(history, culprit);
      Run<S, O, R> ofPrefix = run(prefix);
      if (ofPrefix.isImpossible()) {
        return new Verdict.NotLinearizable<>(prefix, culprit, ofPrefix.search().states());
      }
    }
    // The search of each prefix gave up: the whole history is one that cannot be linearized.
    Call<O, R> culprit = run.notExplained().get(0);
    return new Verdict.NotLinearizable<>(history, culprit, run.search().states());
  }

  /**
   * Checks a history whose calls touch independent parts of the state, each part alone. A history
   * is linearizable if and only if each of these is.
   *
   * @param part which part a call touches; the model starts anew for each of them
   * @return the verdict on each part
   */
  public <K> Map<K, Verdict<O, R>> checkEach(List<Call<O, R>> history, Function<O, K> part) {
    Map<K, List<Call<O, R>>> parts = new LinkedHashMap<>();
    for (Call<O, R> call : history) {
      parts.computeIfAbsent(part.apply(call.operation()), key -> new ArrayList<>()).add(call);
    }
    Map<K, Verdict<O, R>> verdicts = new LinkedHashMap<>();
    parts.forEach((key, calls) -> verdicts.put(key, check(calls)));
    return verdicts;
  }

  /**
   * How far a search came.
   *
   * @param answer to the last return that it looked at
   * @param explained how many returns it could explain
   * @param notExplained the calls that return from there on
   */
  private record Run<S, O, R>(
      Search<S, O, R> search, Search.Answer answer, int explained, List<Call<O, R>> notExplained) {

    boolean isImpossible() {
      return answer == Search.Answer.IMPOSSIBLE;
    }

    Verdict<O, R> verdict() {
      return answer == Search.Answer.EXPLAINED
          ? new Verdict.Linearizable<>(search.steps())
          : new Verdict.GaveUp<>(search.steps(), explained, search.open());
    }
  }

  private Run<S, O, R> run(List<Call<O, R>> history) {
    Search<S, O, R> search = new Search<>(model, mostSteps);
    List<Event<O, R>> events = events(history);
    int[] places = new int[history.size()];
    int explained = 0;
    for (int i = 0; i < events.size(); i++) {
      Event<O, R> event = events.get(i);
      if (!event.isReturn()) {
        places[event.number()] = search.invoked(event.call());
        continue;
      }
      Search.Answer answer = search.returned(places[event.number()]);
      if (answer != Search.Answer.EXPLAINED) {
        List<Call<O, R>> rest =
            events.subList(i, events.size()).stream()
                .filter(Event::isReturn)
                .map(Event::call)
                .toList();
        return new Run<>(search, answer, explained, rest);
      }
      explained++;
    }
    return new Run<>(search, Search.Answer.EXPLAINED, explained, List.of());
  }

  /**
   * The invocation or the return of a call.
   *
   * @param number of the call in the history
   */
  private record Event<O, R>(int number, Call<O, R> call, boolean isReturn) {

    long at() {
      return isReturn ? call.returnedAt() : call.invokedAt();
    }
  }

  private static <O, R> List<Event<O, R>> events(List<Call<O, R>> history) {
    List<Event<O, R>> events = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Call<O, R> call = history.get(i);
      events.add(new Event<>(i, call, false));
      if (call.isAnswered()) {
        events.add(new Event<>(i, call, true));
      }
    }
    events.sort(Comparator.<Event<O, R>>comparingLong(Event::at).thenComparing(Event::isReturn));
    return events;
  }

  /** All that was known when a call had returned. */
  private static <O, R> List<Call<O, R>> prefix(List<Call<O, R>> history, Call<O, R> last) {
    return history.stream()
        .filter(call -> call.invokedAt() <= last.returnedAt())
        .map(call -> call.returnedAt() <= last.returnedAt() ? call : unfinished(call))
        .sorted(Comparator.comparingLong(Call::invokedAt))
        .toList();
  }

  private static <O, R> Call<O, R> unfinished(Call<O, R> call) {
    return Call.unknown(call.client(), call.invokedAt(), call.operation());
  }
}
