package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.JournalRetention;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.SnapshotSchedule;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.FullDisk;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.LastLine;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has a snapshot made when enough was journaled since the last one: by a short-lived process of low
 * priority, so that neither the primary nor the standby's answers wait for it. Then removes what
 * the snapshot has made superfluous. Writer thread only.
 */
final class SnapshotKeeper {

  private final NodeContext context;
  private final EventLoop loop;
  private final Journal journal;
  private final ChildSupervisor keeper;
  private final BackgroundWork background;
  private final PrimaryCore core;
  private final Recovery.Passed passed;
  private final SnapshotSchedule schedule;
  private final JournalRetention retention = new JournalRetention();
  private volatile boolean stopped;
  private volatile @Nullable ChildProcess process;
  private @Nullable SnapshotterWatch watch;
  private @Nullable String problem;
  private boolean toldOfLong;
  private @Nullable Consumer<String> endsWith;

  /**
   * @param passed the snapshots that this process could not load
   */
  SnapshotKeeper(
      NodeContext context,
      EventLoop loop,
      Journal journal,
      ChildSupervisor keeper,
      BackgroundWork background,
      PrimaryCore core,
      Recovery.Passed passed) {
    this.core = core;
    this.passed = passed;
    this.problem = passed.problem();
    this.schedule = new SnapshotSchedule(context.options().snapshotEveryBytes(), EventLoop.TICK);
    this.context = context;
    this.loop = loop;
    this.journal = journal;
    this.keeper = keeper;
    this.background = background;
  }

  /** Takes what former epochs have journaled since the last snapshot into account. */
  void begin() {
    long lastSequence = core.applied();
    background.run(
        () -> {
          long bytes = Snapshots.estimateJournaledSince(context.directory(), lastSequence);
          loop.post(() -> schedule.journaled(bytes));
        });
    if (context.isCold() && !context.options().alone()) {
      settled();
    }
  }

  void journaled(int bytes) {
    schedule.journaled(bytes);
  }

  /** Why there is no newer snapshot, as a sentence; null if all is well. */
  @Nullable String problem() {
    String lasts = lasts();
    return lasts == null ? problem : lasts;
  }

  private @Nullable String lasts() {
    ChildProcess running = process;
    return running == null || !schedule.takesLong()
        ? null
        : "Process %d makes a snapshot of %s, for %d s now. Until it ends, no other is made, and the journal grows. A large state takes long; else look at what %2$s does when it is saved and loaded. kill -9 %1$d ends it, and loses nothing."
            .formatted(
                running.pid(),
                context.standby().replica().serverClass().simpleName(),
                schedule.underWayFor().toSeconds());
  }

  private void tellIfItLasts() {
    String lasts = lasts();
    if (lasts != null && !toldOfLong) {
      EventLog.event(lasts);
    }
    toldOfLong = lasts != null;
  }

  /** The snapshots that this process could not load. */
  Recovery.Passed passed() {
    return passed;
  }

  /** A good moment for what can wait: the pair is protected, or has no standby to wait for. */
  void settled() {
    if (schedule.begin()) {
      long applied = core.applied();
      boolean lacksOne = !passed.sequences().isEmpty() && problem != null;
      inBackground(
          () -> {
            if (lacksOne || context.children().wantsSnapshotter()) {
              start(applied);
            } else {
              loop.post(schedule::ended);
            }
          });
    }
  }

  public void tick() {
    if (schedule.tick()) {
      long applied = core.applied();
      inBackground(() -> start(applied));
    }
    tickOfProcess();
    if (retention.begins(core, keeper.process() != null)) {
      removeNeedless();
    }
  }

  // Whatever is thrown: while a snapshot counts as under way there is no other, and no end.
  private void inBackground(StartTask task) {
    background.run(
        () -> {
          try {
            task.run();
          } catch (IOException | RuntimeException | Error e) {
            loop.post(() -> notStarted(e));
          }
        });
  }

  private interface StartTask {
    void run() throws IOException;
  }

  private void start(long applied) throws IOException {
    ChildProcess started = context.children().startSnapshotter();
    process = started;
    int hangTicks = context.limits().hangTicks();
    loop.post(
        () -> {
          schedule.started();
          watch = new SnapshotterWatch(started, background, loop, hangTicks);
        });
    ChildSupervisor.whenDead(started, () -> loop.post(() -> ended(applied)));
    if (stopped) {
      started.kill();
    }
  }

  /**
   * Has the last one made in a process of its own, by a primary that ends and has no memory to read
   * one back. Under way until it is known what became of it.
   *
   * @param failed is told why there is none, if so
   */
  void makeLast(Consumer<String> failed) {
    stopped = false;
    endsWith = failed;
    schedule.begin();
    long applied = core.applied();
    inBackground(() -> start(applied));
  }

  /** A tick has passed at the end, when nothing else may be done any more. */
  void tickAtEnd() {
    if (schedule.isUnderWay()) {
      schedule.tick();
    }
    tickOfProcess();
  }

  private void tickOfProcess() {
    tellIfItLasts();
    if (watch != null) {
      watch.tick();
    }
  }

  private void notStarted(Throwable e) {
    String what = "The process that makes snapshots cannot be started (%s)".formatted(e);
    problem = what + ". It is tried again; the journal grows until then.";
    EventLog.event(endsWith == null ? problem : what);
    ChildProcess running = process;
    if (running != null) {
      running.kill(); // Its death ends this.
      return;
    }
    schedule.failedToStart();
    if (endsWith != null) {
      endsWith.accept(what);
    }
  }

  private void ended(long applied) {
    if (endsWith == null) {
      schedule.ended();
    }
    boolean stoodStill = watch != null && watch.hasKilled();
    process = null;
    watch = null;
    if (stopped) {
      return;
    }
    retention.snapshotEnded();
    background.run(
        () -> {
          RunDirectory directory = context.directory();
          long newest = Math.max(0, Snapshots.newestSequence(directory));
          boolean counts = newest >= applied && !passed.sequences().contains(newest);
          boolean diskFull = FullDisk.is(directory);
          long stateBytes = counts ? Snapshots.newestBytes(directory) : Long.MAX_VALUE;
          String reason = counts ? "" : LastLine.of(directory.snapshotterLog());
          loop.post(
              () -> {
                core.snapshotMade(stateBytes);
                judge(counts, diskFull, stoodStill, reason);
              });
        });
  }

  // A missing snapshot loses nothing, but the journal and the time of a start grow unseen.
  private void judge(boolean counts, boolean diskFull, boolean stoodStill, String reason) {
    if (endsWith != null) {
      schedule.ended(); // Only now is it known what became of the last one.
    }
    if (counts) {
      problem = null;
      return;
    }
    RunDirectory directory = context.directory();
    String why;
    if (diskFull) { // Then its log is empty, as it is where it was killed.
      why = "the disk of %s is full. Make room.".formatted(directory);
    } else if (stoodStill) {
      why =
          "it did not get on, and was killed. The journal grows. Look at what %s does when it is saved and loaded."
              .formatted(context.standby().replica().serverClass().simpleName());
    } else {
      why =
          "its reason is in %s. The journal grows.%s"
              .formatted(directory.snapshotterLog(), reason.isEmpty() ? "" : " It ends: " + reason);
    }
    problem = "The process that makes snapshots has left none: " + why;
    EventLog.event(problem);
    if (endsWith != null) {
      endsWith.accept(problem);
    }
  }

  private void removeNeedless() {
    long needed = retention.neededAfter(core);
    long written = journal.segmentFirst();
    RunDirectory directory = context.directory();
    background.run(
        () -> {
          long oldest =
              Snapshots.removeOlderThan(directory, Long.MAX_VALUE, JournalRetention.KEPT_SNAPSHOTS);
          SegmentFiles.removeBefore(directory, Math.min(oldest, needed), written);
          loop.post(() -> retention.removed(oldest, needed));
        });
  }

  /** Makes no more snapshots, and ends the process that makes one. */
  void stop() {
    stopped = true;
    ChildProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  /** Whether a process that makes a snapshot may be there. */
  boolean isUnderWay() {
    return schedule.isUnderWay();
  }
}
