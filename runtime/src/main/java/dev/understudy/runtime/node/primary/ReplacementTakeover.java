package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.failure.HangWatch;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.node.link.WaitingClient;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a former primary needs to take over again: an endpoint for the epoch that it would begin,
 * the clients that wait there, its state as it was when it freed the fence, and the place in the
 * journal at which that was. Writer thread only.
 */
final class ReplacementTakeover {

  private static final String CAUSE =
      "its fence was free: it died before it had a standby of its own";

  private final NodeContext context;
  private final EventLoop loop;
  private final Listeners doors;
  private final String formerEndpoint;
  private final StateMachine state;
  private final Journal journal;
  private final InsideCalls inside;
  private final List<WaitingClient> waiting = new ArrayList<>();

  private @Nullable String endpoint;
  private @Nullable ProcessIdentity successor;
  private @Nullable HangWatch hangWatch;

  /**
   * @param formerEndpoint of the epoch that this process has had
   * @param inside goes on in its next epoch
   */
  ReplacementTakeover(
      NodeContext context,
      EventLoop loop,
      Listeners doors,
      String formerEndpoint,
      StateMachine state,
      Journal journal,
      InsideCalls inside) {
    this.context = context;
    this.loop = loop;
    this.doors = doors;
    this.formerEndpoint = formerEndpoint;
    this.state = state;
    this.journal = journal;
    this.inside = inside;
  }

  /**
   * Opens, before the fence is freed.
   *
   * @param next the process that is to serve now
   */
  void open(@Nullable ProcessIdentity next) {
    successor = next;
    if (next != null) {
      hangWatch =
          new HangWatch(
              context.directory(),
              next,
              loop::post,
              context.options().hangTimeout(),
              context.limits().hangTicks());
    }
    try {
      endpoint = doors.open(epochOfSuccessor() + 1);
    } catch (IOException e) {
      EventLog.event("this process cannot stand by for its successor", e);
    }
  }

  /** Whether this process would be found if it took over. */
  boolean isOpen() {
    return endpoint != null && successor != null;
  }

  /**
   * A tick has passed while the successor serves: it is killed if it hangs.
   *
   * @param heard whether it has given a sign of life in it
   */
  void judgeSuccessor(boolean heard) {
    if (hangWatch != null) {
      if (heard) {
        hangWatch.heard();
      }
      hangWatch.tick();
    }
  }

  private long epochOfSuccessor() {
    return state.epoch() + 1; // What that writes was not read: the state is of this epoch still.
  }

  /** A client that comes now waits, as it would at a standby. */
  public void client(Connection connection, long session, String name) {
    WaitingClient.admit(connection, session, name, waiting);
  }

  /** Whether somebody has begun an epoch after the successor's. */
  boolean anotherServes() {
    try {
      return PairFile.read(context.directory())
          .filter(pair -> pair.epoch() > epochOfSuccessor())
          .isPresent();
    } catch (RunDirectoryException e) {
      return false; // The fence tells in any case.
    }
  }

  /** Whether the journal ends where this process has left it. */
  boolean journalIsUntouched() {
    try {
      return JournalEnd.isStill(
          journal, context.directory(), Recovery.identityOf(state.serverClass()));
    } catch (JournalException e) {
      EventLog.event("the journal cannot be read", e);
      return false;
    }
  }

  /**
   * Serves again, with the fence: reads what the successor has written, and begins an epoch after
   * its own.
   *
   * @param stopReason why it is to end the pair then; null if it is not
   * @return null if it does; else why not
   */
  @Nullable String takeOver(@Nullable String stopReason) {
    ProcessIdentity dead = successor;
    String own = endpoint;
    if (dead == null || own == null) {
      return "it has no endpoint";
    }
    StandbyCore core = Recovery.alone(state);
    core.understudies(epochOfSuccessor());
    JournalPosition left = journal.position();
    try {
      JournalReader tail =
          JournalReader.openAt(
              context.directory(),
              Recovery.identityOf(state.serverClass()),
              journal.segmentFirst(),
              left.offset(),
              left.lastSequence(),
              left.lastEpoch());
      // The old journal is not closed, which would give back room, and so cut what was written
      // since.
      state.watchedBy(RunningCall.ofStandby(loop));
      new Promotion(context, loop, doors, core, own, dead)
          .again(inside)
          .run(death(), tail, Recovery.Passed.NONE, waiting);
    } catch (SupersededException
        | JournalDamagedException
        | ForeignJournalException
        | ReplayException e) {
      return String.valueOf(e.getMessage());
    }
    closeDoor(formerEndpoint);
    if (stopReason != null && loop.role() instanceof PrimaryNode primary) {
      primary.stop(stopReason);
    }
    return null;
  }

  private Promotion.Occasion.Death death() {
    return Promotion.Occasion.Death.now(CAUSE)
        .orKilled(hangWatch == null ? null : hangWatch.cause());
  }

  /** This process leaves, or serves on where it did: nobody is looked for here any more. */
  void close() {
    List.copyOf(waiting).forEach(client -> client.connection().close()); // Each leaves the list.
    if (endpoint != null) {
      closeDoor(endpoint);
      endpoint = null;
    }
  }

  private void closeDoor(String name) {
    try {
      doors.close(name);
    } catch (IOException e) {
      EventLog.event("a socket could not be closed", e);
    }
  }
}
