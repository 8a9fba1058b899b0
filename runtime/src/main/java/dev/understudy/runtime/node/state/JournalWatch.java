package dev.understudy.runtime.node.state;

import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.TamperCheck;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second whether somebody has deleted, cut or replaced files of the journal under the
 * running pair. What was in them is in the memory of the primary alone then, or of both processes:
 * no successor can read it. Writer thread only, but where it says so.
 */
public final class JournalWatch {

  private static final int TICKS_BETWEEN_LOOKS = (int) (1_000 / EventLoop.TICK.toMillis());

  private final NodeContext context;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final Journal journal;
  private final TamperCheck files;
  private int ticks;
  private boolean looking;
  private @Nullable String problem;

  public JournalWatch(
      NodeContext context, EventLoop loop, BackgroundWork background, Journal journal) {
    this.context = context;
    this.loop = loop;
    this.background = background;
    this.journal = journal;
    this.files = new TamperCheck(context.directory());
  }

  /** What has become of the journal, as sentences; null if all is well. */
  @Nullable
  public String problem() {
    return problem;
  }

  public void tick() {
    ticks++;
    if (ticks >= TICKS_BETWEEN_LOOKS && !looking && problem == null) {
      ticks = 0;
      looking = true;
      long written = journal.segmentFirst();
      long offset = journal.segmentOffset();
      background.run(() -> look(written, offset));
    }
  }

  /** Looks now, whatever that takes: what is kept at the end depends on it. */
  public void lookAtOnce() {
    // Those that are looked at on another thread are not to be looked at on this one.
    TamperCheck own = looking ? new TamperCheck(context.directory()) : files;
    try {
      found(look(own, journal.segmentFirst(), journal.segmentOffset()));
    } catch (JournalException e) {
      EventLog.event("the journal cannot be looked at", e);
    }
  }

  // Runs beside the writer, since a disk may take its time.
  private void look(long written, long offset) {
    String found = null;
    try {
      found = look(files, written, offset);
    } finally {
      String what = found;
      loop.post(
          () -> {
            looking = false;
            found(what);
          });
    }
  }

  private @Nullable String look(TamperCheck looked, long written, long offset) {
    return looked.look(written, offset, Snapshots.oldestOfSeveral(context.directory()));
  }

  private void found(@Nullable String what) {
    if (what != null && problem == null) {
      problem =
          what
              + " while the pair runs. What it held is in memory only, and a death may lose it. Run"
              + " 'stop', which leaves a snapshot from memory, and then 'start'.";
      EventLog.event(problem);
    }
  }
}
