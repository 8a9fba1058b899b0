package dev.understudy.runtime.core.state;

import java.util.Arrays;

/** Something in which the standby is not as its primary is, after one update. */
public sealed interface Difference {

  /** The number of the update. */
  long sequence();

  /** What is found, for the log, as the begin of a sentence. */
  String event();

  /** What was found, and that the standby was rebuilt, for the status, as sentences. */
  String problem();

  /** What to do about it, as sentences. */
  String advice();

  /** Why the standby is dropped, as the end of a sentence. */
  String reason();

  /**
   * A result of the standby that is not the primary's.
   *
   * @param sequence the number of the update
   * @param method the method, as {@code name(parameter types)}
   * @param primaryResult what the primary computed, readable
   * @param standbyResult what the standby computed, readable
   */
  record OfResult(long sequence, String method, String primaryResult, String standbyResult)
      implements Difference {

    /**
     * {@inheritDoc} Results with the same elements in another order come from hash tables, nearly
     * always, and there an update is as deterministic as its author can see.
     */
    @Override
    public String advice() {
      return isOfAnotherOrder()
          ? "Both have the same elements in another order, which a HashMap, a HashSet, Set.of, Map.of"
              + " and enum keys do not keep from one JVM to the next: return them sorted, or keep"
              + " them in a LinkedHashMap, TreeMap, LinkedHashSet, TreeSet or EnumMap."
          : "It was rebuilt from the journal: if this update gives another result each time, it still"
              + " differs. Make the update deterministic.";
    }

    private boolean isOfAnotherOrder() {
      return !primaryResult.equals(standbyResult)
          && Arrays.equals(
              primaryResult.chars().sorted().toArray(), standbyResult.chars().sorted().toArray());
    }

    @Override
    public String reason() {
      return "its result of update " + sequence + " differs";
    }

    @Override
    public String event() {
      return "the standby's result differs: " + this;
    }

    @Override
    public String problem() {
      return "The standby's result differed, and it was rebuilt: " + this + ". " + advice();
    }

    @Override
    public String toString() {
      return "update %d, %s: the primary's result is %s, the standby's is %s"
          .formatted(sequence, method, primaryResult, standbyResult);
    }
  }

  /**
   * A state field of the standby that does not hold what the primary's holds. Some update up to
   * this one has left it so.
   *
   * @param sequence the number of the update after which the states were compared
   * @param field the name of the first field that differs
   */
  record OfState(long sequence, String field) implements Difference {

    @Override
    public String advice() {
      return "Look at the updates that change this field: what they put there must follow from their"
          + " arguments, the state and the UpdateContext alone, in the same order in every process.";
    }

    @Override
    public String reason() {
      return "its state after update " + sequence + " differs in the field " + field;
    }

    @Override
    public String event() {
      return toString();
    }

    @Override
    public String problem() {
      return "The standby was rebuilt: " + this + ". " + advice();
    }

    @Override
    public String toString() {
      return "the state differs after update %d: field `%s`".formatted(sequence, field);
    }
  }
}
