package dev.understudy.torture.fault;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.torture.load.Waits;
import dev.understudy.torture.pair.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was done to a pair. Confined to the thread of the rig. */
public final class Tally {

  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<Member.Kind, Integer> kills = new EnumMap<>(Member.Kind.class);
  private final List<Mark> marks = new ArrayList<>();
  private final Set<Long> victims = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
  private int pairsEnded;
  private int starts;
  private int switchovers;

  /** Nothing yet. */
  public Tally() {}

  /** The death of a process that served, or was about to. */
  private static final class Mark {
    final long nanos;
    final boolean isOfPrimary;
    boolean severe;

    Mark(long nanos, boolean isOfPrimary, boolean wasProtected) {
      this.nanos = nanos;
      this.isOfPrimary = isOfPrimary;
      this.severe = !wasProtected;
    }
  }

  void inflicted(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  /**
   * A process was killed.
   *
   * @param nanos right before that
   * @param wasProtected whether its death was to be survived
   */
  void killed(Member member, long nanos, boolean wasProtected) {
    kills.merge(member.kind(), 1, Integer::sum);
    victims.add(member.process().pid());
    if (member.keepsPairAlive() && member.kind() != Member.Kind.GUARDIAN) {
      marks.add(new Mark(nanos, member.kind() == Member.Kind.PRIMARY, wasProtected));
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
      marks.get(marks.size() - 1).severe = true;
    }
  }

  /** Something is worth a look, and breaks no promise. */
  void remark(String text) {
    remarks.add(text);
  }

  /** Remarks which deaths the pair tells of that are not by our hand, by their causes. */
  public void compare(List<Obituary> obituaries) {
    Map<String, Integer> causes = new TreeMap<>();
    for (Obituary obituary : obituaries) {
      if (!victims.contains(obituary.pid())) {
        String cause = obituary.role() + ": " + obituary.cause().replaceAll("\\d+", "N");
        causes.merge(cause, 1, Integer::sum);
      }
    }
    causes.forEach((cause, times) -> remark("not by our hand, " + times + " times: " + cause));
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
   * What clients felt after a moment.
   *
   * @param momentNanos of the first death
   * @param nanos how long one waited
   */
  public record Outage(long momentNanos, long nanos) {}

  /**
   * What clients felt of deaths of primaries, in order of length. Deaths belong together if a
   * client that waited from the first one on was not answered before the next one.
   *
   * @param severe of deaths that belong together, or of a pair that was not protected; else of the
   *     others, which are those that a pair is made for
   */
  public List<Outage> outages(Waits waits, boolean severe) {
    List<Outage> all = new ArrayList<>();
    int i = 0;
    while (i < marks.size()) {
      Mark first = marks.get(i++);
      boolean isSevere = first.severe;
      boolean isOfPrimary = first.isOfPrimary;
      long feltNanos = waits.feltNanos(first.nanos);
      while (i < marks.size() && marks.get(i).nanos - first.nanos < feltNanos) {
        Mark next = marks.get(i++);
        isSevere = true;
        isOfPrimary |= next.isOfPrimary;
        feltNanos = Math.max(feltNanos, next.nanos - first.nanos + waits.feltNanos(next.nanos));
      }
      if (isOfPrimary && severe == isSevere) {
        all.add(new Outage(first.nanos, feltNanos));
      }
    }
    all.sort(Comparator.comparingLong(Outage::nanos));
    return all;
  }
}
