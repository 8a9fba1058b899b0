package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.core.standby.JournalPlace;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.DirectoryInode;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.failure.DismissalNote;
import dev.understudy.runtime.node.loop.PairLife;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.wire.LogRecord;
import org.jspecify.annotations.Nullable;

/** The journal as a standby reads it: while its primary lives, and when it takes over. */
public final class StandbyJournal {

  // As much as is digested before the link is looked at again.
  private static final int RECORDS_PER_TURN = 2_000;
  private static final long POLL_MILLIS = 1;

  private final RunDirectory directory;
  private final String inode;
  private final RenewableStandby standby;
  private final StateMachine state;
  private final LogRecord record = new LogRecord();
  private @Nullable JournalReader reader;
  // Of a standby that reads no journal while it is told of the updates; and of which segment it is.
  private @Nullable JournalReader tail;
  private long tailSegment;
  private boolean mayHaveMore = true;
  private Recovery.Passed passed = Recovery.Passed.NONE;

  /**
   * @param standby holds the server object of the state
   */
  public StandbyJournal(RunDirectory directory, RenewableStandby standby, StateMachine state) {
    this.directory = directory;
    this.inode = DirectoryInode.of(directory);
    this.standby = standby;
    this.state = state;
  }

  /** Loads the newest snapshot that can be loaded, and opens the journal from there on. */
  public JournalReader recover() {
    Recovery.Begin begin = Recovery.begin(directory, state, standby);
    passed = begin.passed();
    reader = begin.journal();
    return begin.journal();
  }

  /** The snapshots that could not be loaded. */
  public Recovery.Passed passed() {
    return passed;
  }

  /**
   * Digests what there is, up to an amount.
   *
   * @throws SupersededException if a record is of a later epoch
   */
  void digestSome(StandbyCore core) {
    digestSome(core, RECORDS_PER_TURN);
  }

  /**
   * Digests what there is, up to so many records.
   *
   * @return whether there was less
   * @throws SupersededException if a record is of a later epoch
   */
  public boolean digestSome(StandbyCore core, int records) {
    JournalReader from = reader();
    for (int i = 0; i < records && core.needsJournal(); i++) {
      mayHaveMore = from.next(record);
      if (!mayHaveMore) {
        break;
      }
      core.digestFromJournal(record);
    }
    return !(mayHaveMore && core.needsJournal());
  }

  /**
   * Digests all that is there, so that little is left to do once the fence is free.
   *
   * @throws SupersededException if a record is of a later epoch
   */
  public void makeReady(StandbyCore core) {
    if (!core.needsJournal() && reader != null) {
      return; // It is level.
    }
    JournalReader from = reader();
    while (from.next(record)) {
      core.digestFromJournal(record);
    }
  }

  /** How long a turn may wait for more of it. */
  public long maxWaitMillis() {
    return mayHaveMore ? 0 : POLL_MILLIS;
  }

  /**
   * Why this standby must not succeed, as the end of a sentence; null if it may.
   *
   * @param life the number of the life of its state
   */
  @Nullable String obstacle(long life) {
    if (DismissalNote.isOfThisProcess(directory)) {
      return "its primary had dismissed it, and gone on without it";
    }
    boolean exchanged =
        !DirectoryInode.of(directory).equals(inode) && PairLife.isOfAnother(directory, life);
    return exchanged
        ? "the directory " + directory + " is another pair's now, and nothing is written there"
        : null;
  }

  /** Has the segment open in which a successor would begin to read. */
  void openTail(StandbyCore core) {
    JournalPlace begin = core.tailBegin();
    if (begin == null || begin.segmentFirst() == tailSegment) {
      return;
    }
    tailSegment = begin.segmentFirst(); // Should it fail, it is tried again when it matters.
    if (tail != null) {
      tail.close();
      tail = null;
    }
    try {
      tail = openAt(begin);
    } catch (JournalException e) {
      EventLog.event("the journal could not be opened ahead of a takeover", e);
    }
  }

  /** Opens the journal where a successor begins to read. */
  public JournalReader tail(StandbyCore core) {
    JournalPlace begin = core.tailBegin();
    if (begin == null) {
      return reader();
    }
    JournalReader opened = tail;
    if (opened == null || begin.segmentFirst() != tailSegment) {
      return openAt(begin);
    }
    opened.goTo(begin.offset(), begin.sequence(), state.epoch());
    return opened;
  }

  private JournalReader openAt(JournalPlace begin) {
    return JournalReader.openAt(
        directory,
        Recovery.identityOf(state.serverClass()),
        begin.segmentFirst(),
        begin.offset(),
        begin.sequence(),
        state.epoch());
  }

  private JournalReader reader() {
    return reader == null ? recover() : reader; // A sleeper begins only now.
  }

  /**
   * Why it cannot go on: a snapshot that holds the same may be there, and have been passed over.
   */
  String reason(RuntimeException e) {
    String passedOver = passed().problem();
    return passedOver == null
        ? String.valueOf(e.getMessage())
        : passedOver + " But " + e.getMessage();
  }
}
