package dev.understudy.torture.fault;

import dev.understudy.torture.load.Waits;
import dev.understudy.torture.pair.Member;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was done to a pair. Confined to the thread of the rig. */
public final class Tally {

  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<Member.Kind, Integer> kills = new EnumMap<>(Member.Kind.class);
  private final List<Mark> marks = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private int pairsEnded;
  private int starts;
  private int switchovers;

  /** Nothing yet. */
  public Tally() {}

  /** The death of a primary. */
  private static final class Mark {
    final long nanos;
    boolean endedPair;

    Mark(long nanos) {
      this.nanos = nanos;
    }
  }

  void inflicted(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  void killed(Member.Kind kind, long nanos) {
    kills.merge(kind, 1, Integer::sum);
    if (kind == Member.Kind.PRIMARY) {
      marks.add(new Mark(nanos));
    }
  }

  void switchedOver() {
    switchovers++;
  }

  /** The rig starts a pair. */
  void started() {
    starts++;
  }

  /** Nobody was left of a pair. */
  void pairEnded() {
    pairsEnded++;
    if (!marks.isEmpty()) {
      marks.get(marks.size() - 1).endedPair = true;
    }
  }

  /** Something is worth a look, and breaks no promise. */
  void remark(String text) {
    remarks.add(text);
  }

  /** How many processes of the pair were killed. */
  public int kills() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many processes of a kind were killed. */
  public int kills(Member.Kind kind) {
    return kills.getOrDefault(kind, 0);
  }

  /** How often a fault was inflicted. */
  public int faults(FaultKind kind) {
    return faults.getOrDefault(kind, 0);
  }

  /** How often nobody was left, so that the rig had to start the pair again. */
  public int pairsEnded() {
    return pairsEnded;
  }

  /** How often the rig has started the pair. */
  public int starts() {
    return starts;
  }

  /** How many switchovers were begun. */
  public int switchovers() {
    return switchovers;
  }

  /** What is worth a look. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * What clients felt of the deaths of primaries, in order of length.
   *
   * @param endedPair of those that ended the pair, or of the others
   */
  public List<Long> feltNanos(Waits waits, boolean endedPair) {
    return marks.stream()
        .filter(mark -> mark.endedPair == endedPair)
        .map(mark -> waits.feltNanos(mark.nanos))
        .sorted()
        .toList();
  }
}
