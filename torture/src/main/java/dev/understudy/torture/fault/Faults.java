package dev.understudy.torture.fault;

import dev.understudy.torture.load.Guests;
import dev.understudy.torture.pair.Command;
import dev.understudy.torture.pair.Member;
import dev.understudy.torture.pair.Signal;
import dev.understudy.torture.pair.TorturedPair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Inflicts faults on a pair. Confined to the thread of the rig. */
final class Faults {

  /** Longer than it takes to notice and to take over, by a good deal. */
  private static final int TAKEOVER_MILLIS = 80;

  private static final int JOINING_MILLIS = 700;
  private static final int START_MILLIS = 900;
  private static final int BLINK_MILLIS = 600;
  private static final Duration MOMENT = Duration.ofSeconds(3);
  private static final Duration HANG = Duration.ofSeconds(12);
  private static final int DONE = 0;
  private static final int SERVED = 3;
  private static final int KILLED = 137;

  private final TorturedPair pair;
  private final PairKeeper keeper;
  private final Guests guests;
  private final Tally tally;
  private final Random random;
  private final List<Command> competitors = new ArrayList<>();

  Faults(TorturedPair pair, PairKeeper keeper, Guests guests, Tally tally, Random random) {
    this.pair = pair;
    this.keeper = keeper;
    this.guests = guests;
    this.tally = tally;
    this.random = random;
  }

  /** The faults that can be inflicted now. */
  Set<FaultKind> possible() {
    Set<Member.Kind> there = EnumSet.noneOf(Member.Kind.class);
    pair.members().forEach(member -> there.add(member.kind()));
    boolean isProtected = pair.isProtected();
    Set<FaultKind> possible = EnumSet.noneOf(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      if (isPossible(kind, there, isProtected)) {
        possible.add(kind);
      }
    }
    return possible;
  }

  private boolean isPossible(FaultKind kind, Set<Member.Kind> there, boolean isProtected) {
    return switch (kind) {
      case KILL_PRIMARY, FREEZE_PRIMARY, WAKE_ZOMBIE -> there.contains(Member.Kind.PRIMARY);
      case KILL_STANDBY, FREEZE_STANDBY -> there.contains(Member.Kind.STANDBY);
      case KILL_BOTH, KILL_IN_TAKEOVER, KILL_PRIMARY_OF_FROZEN ->
          there.contains(Member.Kind.PRIMARY) && there.contains(Member.Kind.STANDBY);
      case KILL_IN_JOINING -> there.contains(Member.Kind.STANDBY) && !isProtected;
      case KILL_IN_SNAPSHOT -> there.contains(Member.Kind.SNAPSHOTTER);
      case KILL_GUARDIAN -> there.contains(Member.Kind.GUARDIAN);
      case KILL_SPARE -> there.contains(Member.Kind.SPARE);
      case KILL_IN_SWITCHOVER, SWITCHOVER -> pair.mode().hasStandby();
      case KILL_IN_START, STOP_AND_START, COMPETING_START, KILL_CLIENT -> true;
    };
  }

  void inflict(FaultKind kind) throws IOException, InterruptedException, TimeoutException {
    tally.inflicted(kind);
    switch (kind) {
      case KILL_PRIMARY -> kill(Member.Kind.PRIMARY);
      case KILL_STANDBY -> kill(Member.Kind.STANDBY);
      case KILL_BOTH -> killAll();
      case KILL_IN_TAKEOVER -> {
        kill(Member.Kind.PRIMARY);
        pauseUpTo(TAKEOVER_MILLIS);
        kill(Member.Kind.STANDBY);
        kill(Member.Kind.PRIMARY);
      }
      case KILL_IN_JOINING -> killInJoining();
      case KILL_IN_SNAPSHOT -> {
        pauseUpTo(TAKEOVER_MILLIS);
        kill(random.nextBoolean() ? Member.Kind.SNAPSHOTTER : Member.Kind.PRIMARY);
      }
      case KILL_IN_START -> killInStart();
      case KILL_IN_SWITCHOVER -> killInSwitchover();
      case KILL_GUARDIAN -> kill(Member.Kind.GUARDIAN);
      case KILL_SPARE -> kill(Member.Kind.SPARE);
      case FREEZE_PRIMARY -> freeze(Member.Kind.PRIMARY, BLINK_MILLIS);
      case WAKE_ZOMBIE -> freeze(Member.Kind.PRIMARY, (int) HANG.toMillis());
      case FREEZE_STANDBY ->
          freeze(Member.Kind.STANDBY, random.nextBoolean() ? BLINK_MILLIS : (int) HANG.toMillis());
      case KILL_PRIMARY_OF_FROZEN -> killPrimaryOfFrozen();
      case SWITCHOVER -> switchOver();
      case STOP_AND_START -> stopAndStart();
      case COMPETING_START ->
          competitors.add(pair.launch("start", List.of("--hang-timeout", "2s")));
      case KILL_CLIENT -> guests.invite();
    }
    guests.killThoseWhoAreHere();
    judgeCompetitors();
  }

  private void kill(Member.Kind kind) throws IOException, InterruptedException {
    Optional<Member> victim = pair.member(kind);
    if (victim.isPresent()) {
      kill(victim.get());
    }
  }

  private void kill(Member victim) throws IOException, InterruptedException {
    boolean wasProtected = pair.isProtected();
    long nanos = System.nanoTime();
    if (Signal.KILL.send(victim.process())) {
      tally.killed(victim, nanos, wasProtected);
    }
  }

  /** Kills all but the guardian. */
  private void killAll() throws IOException, InterruptedException {
    for (Member member : pair.members()) {
      if (member.keepsPairAlive() && member.kind() != Member.Kind.GUARDIAN) {
        kill(member);
      }
    }
  }

  private void killInJoining() throws IOException, InterruptedException {
    pauseUpTo(JOINING_MILLIS);
    switch (random.nextInt(5)) {
      case 0 -> kill(Member.Kind.PRIMARY);
      case 1 -> killAll();
      default -> kill(Member.Kind.STANDBY);
    }
  }

  private void killInStart() throws IOException, InterruptedException {
    killAll();
    pauseUpTo(TAKEOVER_MILLIS);
    keeper.keep();
    pauseUpTo(START_MILLIS);
    killAll();
  }

  private void killInSwitchover() throws IOException, InterruptedException {
    if (!keeper.awaits(MOMENT, pair::isProtected) || !pair.askForSwitchover()) {
      return;
    }
    tally.switchedOver();
    pauseUpTo(TAKEOVER_MILLIS);
    switch (random.nextInt(5)) {
      case 0 -> killAll();
      case 1, 2 -> kill(Member.Kind.PRIMARY);
      default -> kill(Member.Kind.STANDBY);
    }
  }

  private void freeze(Member.Kind kind, int mostMillis) throws IOException, InterruptedException {
    Optional<Member> victim = pair.member(kind);
    if (victim.isEmpty()) {
      return;
    }
    ProcessHandle process = victim.get().process();
    try {
      Signal.STOP.send(process);
      if (mostMillis > BLINK_MILLIS) {
        keeper.awaits(Duration.ofMillis(mostMillis), () -> !process.isAlive());
        pauseUpTo(TAKEOVER_MILLIS);
      } else {
        pauseUpTo(mostMillis);
      }
    } finally {
      Signal.CONT.send(process);
    }
  }

  private void killPrimaryOfFrozen() throws IOException, InterruptedException {
    Optional<Member> standby = pair.member(Member.Kind.STANDBY);
    if (standby.isEmpty()) {
      return;
    }
    try {
      Signal.STOP.send(standby.get().process());
      pauseUpTo(BLINK_MILLIS);
      kill(Member.Kind.PRIMARY);
      pauseUpTo(BLINK_MILLIS);
    } finally {
      Signal.CONT.send(standby.get().process());
    }
  }

  private void switchOver() throws IOException, InterruptedException {
    if (keeper.awaits(MOMENT, pair::isProtected) && pair.askForSwitchover()) {
      tally.switchedOver();
    }
  }

  private void stopAndStart() throws IOException, InterruptedException {
    Command stop = pair.launch("stop", List.of());
    keeper.stopped();
    if (!stop.process().waitFor(PairKeeper.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      tally.remark("'stop' has not ended: " + stop.printed());
    } else if (stop.process().exitValue() != DONE) {
      tally.remark("'stop' ended with " + stop.process().exitValue() + ": " + stop.printed());
    }
  }

  /** While somebody serves, another start must leave; while nobody does, it may win. */
  private void judgeCompetitors() {
    for (Command start : List.copyOf(competitors)) {
      if (!start.process().isAlive()) {
        competitors.remove(start);
        int exitCode = start.process().exitValue();
        if (exitCode != SERVED && exitCode != KILLED) {
          tally.remark("a competing start ended with " + exitCode + ": " + start.printed());
        }
      }
    }
  }

  private void pauseUpTo(int millis) throws InterruptedException {
    Thread.sleep(random.nextInt(millis + 1));
  }
}
