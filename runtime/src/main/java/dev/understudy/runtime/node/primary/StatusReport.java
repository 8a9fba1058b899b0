package dev.understudy.runtime.node.primary;

import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.node.failure.GuardianWatch;
import dev.understudy.runtime.node.failure.Obituaries;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.JournalWatch;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.node.supervision.SpareSupervisor;
import dev.understudy.runtime.spi.ServerClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what {@code status} tells. Writer thread only. */
final class StatusReport {

  /** Whom it asks. */
  record Parts(
      NodeContext context,
      StateMachine state,
      PrimaryCore core,
      ChildSupervisor keeper,
      StandbyPeer standby,
      SpareSupervisor spare,
      SnapshotKeeper snapshots,
      OnPrimaryThread onPrimary,
      Obituaries obituaries,
      DirectoryWatch watch,
      JournalWatch journalWatch) {

    /** What each of them has to complain of, as a sentence; null where all is well. */
    Stream<@Nullable String> problems() {
      return Stream.of(
          watch.isExchanged() ? null : journalWatch.problem(), // That tells all of it.
          onPrimary.problem(),
          standby.problem(),
          context.children().problem(),
          spare.problem(),
          state.refusal(),
          snapshots.problem(),
          watch.problem());
    }
  }

  private final Parts parts;
  private final ServerClass serverClass;
  private final NodeContext context;
  private final PrimaryCore core;
  private final GuardianWatch guardian;

  StatusReport(Parts parts) {
    this.parts = parts;
    this.serverClass = parts.state().serverClass();
    this.context = parts.context();
    this.core = parts.core();
    this.guardian = parts.obituaries().guardian();
  }

  /**
   * Puts it together.
   *
   * @param pid the number of this process
   */
  PairStatus build(long pid) {
    StandbyPhase phase = core.standbyPhase();
    ChildProcess standby = parts.keeper().process();
    return new PairStatus(
        serverClass.simpleName(),
        serverClass.mode(),
        serverClass.standbyRole(),
        isProtected(phase) ? PairStatus.State.PROTECTED : PairStatus.State.UNPROTECTED,
        core.epoch(),
        new PairStatus.Primary(pid, core.applied()),
        standby == null
            ? null
            : new PairStatus.Standby(standby.pid(), phaseOf(phase), core.standbySequence()),
        parts.spare().status(),
        parts.obituaries().latest(),
        problems(parts.standby().problems().difference()),
        guardian.watchingPid());
  }

  private List<String> problems(@Nullable Difference difference) {
    List<String> problems = new ArrayList<>();
    if (difference != null) {
      problems.add(difference.problem());
    }
    parts.problems().flatMap(Stream::ofNullable).forEach(problems::add);
    core.poisoned().forEach(call -> problems.add("Refused from now on: " + call + "."));
    if (context.options().alone() && !guardian.isWatching()) {
      problems.add(
          context.isCold()
              ? "Started with --alone: no guardian starts the next primary."
              : "Started with --alone: there will be no standby.");
    }
    guardian.problem().ifPresent(problems::add);
    if (core.lacksRoom()) {
      problems.add(
          "The disk that holds the journal is full, or the size of its files limited (ulimit -f):"
              + " updates for which there is no room are refused, queries are served. Make room on"
              + " the disk of "
              + context.directory()
              + "; updates are accepted again by themselves.");
    }
    if (core.isStandbyDyingForLong()) {
      problems.add(
          "The standby was killed, and the kernel does not end it (is it frozen?): clients wait for that,"
              + " for 5 s; then the primary goes on without it.");
    }
    if (core.isSlowed()) {
      problems.add(
          "Updates are slowed: the standby that catches up did not gain on them. It ends by itself"
              + " once the standby is level.");
    }
    if (!core.standbyPhase().isProtecting()
        && serverClass.whenUnprotected() == WhenUnprotected.REFUSE) {
      problems.add(
          "Updates wait until there is a standby (whenUnprotected = REFUSE), and fail at their"
              + " deadline.");
    }
    return problems;
  }

  private boolean isProtected(StandbyPhase phase) {
    return parts.journalWatch().problem()
            == null // Else no successor could read what is in no memory but this one.
        && (phase.isProtecting() || (context.isCold() && guardian.isWatching()));
  }

  private static PairStatus.Phase phaseOf(StandbyPhase phase) {
    return switch (phase) {
      case READY -> PairStatus.Phase.READY;
      case ASLEEP -> PairStatus.Phase.ASLEEP;
      default -> PairStatus.Phase.JOINING;
    };
  }
}
