package dev.understudy.runtime.core.state;

import java.util.Arrays;

/**
 * A result of the standby that is not the primary's.
 *
 * @param sequence the number of the update
 * @param method the method, as {@code name(parameter types)}
 * @param primaryResult what the primary computed, readable
 * @param standbyResult what the standby computed, readable
 */
public record Difference(long sequence, String method, String primaryResult, String standbyResult) {

  /**
   * What to do about it, as sentences. Results with the same elements in another order come from
   * hash tables, nearly always, and there an update is as deterministic as its author can see.
   */
  public String advice() {
    return isOfAnotherOrder()
        ? "Both have the same elements in another order, which a HashMap, a HashSet, Set.of, Map.of"
            + " and enum keys do not keep from one JVM to the next: return them sorted, or keep them"
            + " in a LinkedHashMap, TreeMap, LinkedHashSet, TreeSet or EnumMap."
        : "It was rebuilt from the journal: if this update gives another result each time, it still"
            + " differs. Make the update deterministic.";
  }

  private boolean isOfAnotherOrder() {
    return !primaryResult.equals(standbyResult)
        && Arrays.equals(
            primaryResult.chars().sorted().toArray(), standbyResult.chars().sorted().toArray());
  }

  @Override
  public String toString() {
    return "update %d, %s: the primary's result is %s, the standby's is %s"
        .formatted(sequence, method, primaryResult, standbyResult);
  }
}
