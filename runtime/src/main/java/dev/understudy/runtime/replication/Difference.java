package dev.understudy.runtime.replication;

/**
 * A result of the standby that is not the primary's.
 *
 * @param sequence the number of the update
 * @param method the method, as {@code name(parameter types)}
 * @param primaryResult what the primary computed, readable
 * @param standbyResult what the standby computed, readable
 */
public record Difference(long sequence, String method, String primaryResult, String standbyResult) {

  @Override
  public String toString() {
    return "update %d, %s: the primary's result is %s, the standby's is %s"
        .formatted(sequence, method, primaryResult, standbyResult);
  }
}
