package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.JournalRetention;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.snapshot.SnapshotDraft;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.link.StandbyLink;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.JournalWatch;
import dev.understudy.runtime.node.state.LastSave;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.ReadBack;
import dev.understudy.runtime.node.state.SnapshotMaking;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.node.supervision.SpareSupervisor;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Standby;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a pair, step by step, once no reply waits: goodbye to the clients, whose own
 * goodbyes are still taken, goodbye to the standby, a snapshot, and the end of the standby. Writer
 * thread only.
 */
final class OrderlyStop implements ShutdownSequence {

  // How many turns of a few milliseconds a standby has to leave before it is killed.
  private static final int PATIENCE_TURNS = 2_000;
  // How many turns clients have to close their connections.
  private static final int CLIENTS_PATIENCE_TURNS = 100;
  // An object takes several times the bytes that it is saved in.
  private static final int HEAP_BYTES_FOR_EACH_SAVED = 5;

  private final NodeContext context;
  private final StateMachine state;
  private final Journal journal;
  private final DirectoryWatch watch;
  private final JournalWatch journalWatch;
  private final ClientConnections clients;
  private final ChildSupervisor keeper;
  private final SpareSupervisor spare;
  private final SnapshotKeeper snapshots;
  private final @Nullable StandbyLink link;
  private boolean announced;
  private boolean exchanged;
  private boolean said;
  private @Nullable LastSave save;
  private int turns;
  private boolean done;

  OrderlyStop(
      NodeContext context,
      StateMachine state,
      Journal journal,
      DirectoryWatch watch,
      JournalWatch journalWatch,
      ClientConnections clients,
      ChildSupervisor keeper,
      SpareSupervisor spare,
      SnapshotKeeper snapshots,
      @Nullable StandbyLink link) {
    this.context = context;
    this.state = state;
    this.journal = journal;
    this.watch = watch;
    this.journalWatch = journalWatch;
    this.clients = clients;
    this.keeper = keeper;
    this.spare = spare;
    this.snapshots = snapshots;
    this.link = link;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  /** {@inheritDoc} What ends after the goodbyes, such as a session, is no part of the state. */
  @Override
  public boolean mayWrite() {
    return !said;
  }

  @Override
  public boolean endsThePair() {
    return true;
  }

  @Override
  public void proceed() {
    if (!announced) {
      announced = true;
      clients.announceEnd();
      return;
    }
    turns++;
    if (!said && clients.hasAny() && turns < CLIENTS_PATIENCE_TURNS) {
      return;
    }
    if (!said) {
      said = true;
      turns = 0;
      exchanged = watch.isAnothers();
      sayThatThisStops();
      clients.closeAll();
      spare.end();
      if (link != null) {
        link.sayGoodbye();
      } else {
        keeper.kill();
      }
      return; // What was said leaves first: a large state takes long to save.
    }
    if (save == null && snapshots.isUnderWay()) {
      return; // It was killed, and is about to be gone.
    }
    if (save == null && !exchanged) {
      save = leaveSnapshot();
    }
    done = keeper.hasNone() && spare.isGone() && !snapshots.isUnderWay();
    if (done && save != null) {
      save.end();
    }
    ChildProcess standby = keeper.process();
    if (standby != null && turns == PATIENCE_TURNS) {
      EventLog.event("standby " + standby.pid() + " does not leave; it is killed");
      keeper.kill();
    }
  }

  // The files of another pair stay as they are. The journal has all, wherever that is now.
  private void sayThatThisStops() {
    if (exchanged) {
      EventLog.event(DirectoryWatch.describeExchange(context.directory()));
      return;
    }
    try {
      StopNote.beginStopping(context.directory(), ProcessHandle.current().pid());
    } catch (RunDirectoryException e) {
      EventLog.event("a guardian may take a long save for a hang", e);
    }
  }

  // The journal has all of it: without a snapshot the next start takes longer, and that is all.
  // Unless somebody has taken files of it away: then the snapshot is all that is kept.
  private LastSave leaveSnapshot() {
    journalWatch.lookAtOnce();
    boolean journalIsLost = journalWatch.problem() != null;
    RunDirectory directory = context.directory();
    LastSave last = LastSave.begin(directory, state.serverClass().simpleName(), journalIsLost);
    try {
      SnapshotMaking.make(
          directory,
          state,
          stateBytes -> {
            last.readsBack();
            return anotherIfThereIsRoom(stateBytes);
          });
      SnapshotMaking.setAside(directory, snapshots.passed(), state.sequence());
      Snapshots.removeOlderThan(directory, Long.MAX_VALUE, JournalRetention.KEPT_SNAPSHOTS);
    } catch (NoRoomException e) {
      if (journalIsLost) {
        leaveUnread(last, String.valueOf(e.getMessage()));
      } else {
        last.isLeftToAnother();
        snapshots.makeLast(reason -> last.failed(LastSave.noSnapshot(reason)));
      }
    } catch (RuntimeException | Error e) {
      String reason = reasonOf(e);
      if (journalIsLost) {
        leaveUnread(last, reason);
      } else {
        last.failed(LastSave.noSnapshot(reason));
      }
    }
    endJournal(journalIsLost);
    return last;
  }

  private static String reasonOf(Throwable e) {
    return String.valueOf(e instanceof JournalException ? e.getMessage() : ReadBack.reason(e));
  }

  // Better one that may not be loaded than none.
  private void leaveUnread(LastSave last, String reason) {
    try (SnapshotDraft draft = SnapshotMaking.draft(context.directory(), state)) {
      draft.publish();
      last.failed(
          "The snapshot of the end is all that is kept, since files of the journal are lost, and it was not read back (%s): make a copy of %s before the next start."
              .formatted(reason, draft.file()));
    } catch (RuntimeException | Error e) {
      last.failed(LastSave.stateIsLost(reasonOf(e)));
    }
  }

  private void endJournal(boolean isLost) {
    try {
      if (isLost) {
        journal.beginAnew();
      }
      journal.close();
    } catch (JournalException e) {
      EventLog.event("could not give back the unused room of the journal", e);
    }
  }

  // The user's threads go on: what they need of the heap is not to be taken for this.
  private Standby anotherIfThereIsRoom(long stateBytes) {
    Runtime memory = Runtime.getRuntime();
    long freeBytes = memory.maxMemory() - memory.totalMemory() + memory.freeMemory();
    if (stateBytes > freeBytes / HEAP_BYTES_FOR_EACH_SAVED) {
      throw new NoRoomException(
          "to read back %d bytes of state there are %d bytes of heap"
              .formatted(stateBytes, freeBytes));
    }
    return context.standby().another();
  }

  /** This process cannot hold a second server object. */
  private static final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private NoRoomException(String message) {
      super(message);
    }
  }
}
