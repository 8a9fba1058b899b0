package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.failover.Takeover;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the standby: digests, and watches for the obituary of its primary. Writer
 * thread only.
 */
final class StandbyNode implements EventLoop.Role, Doorkeeper.House, PrimaryLink.Listener {

  // As much of the journal as is digested before the link is looked at again.
  private static final int RECORDS_PER_TURN = 2_000;
  private static final long JOURNAL_POLL_MILLIS = 1;
  private static final long FENCE_POLL_MILLIS = 5;

  private final NodeContext context;
  private final EventLoop loop;
  private final Doorkeeper doorkeeper;
  private final StateMachine state;
  private final StandbyCore core;
  private final JournalReader reader;
  private final String endpoint;
  private final ProcessIdentity primary;
  private final LinkEffects told;
  private final Succession succession;
  private final List<WaitingClient> waiting = new ArrayList<>();
  private final LogRecord record = new LogRecord();

  private @Nullable PrimaryLink link;
  private boolean journalMayHaveMore = true;
  private boolean ended;
  private int exitCode;

  StandbyNode(
      NodeContext context,
      EventLoop loop,
      Doorkeeper doorkeeper,
      StateMachine state,
      String endpoint,
      ProcessIdentity primary,
      long reign) {
    this.succession = new Succession(context.fence(), primary, reign);
    this.told = new LinkEffects(() -> rehearse(context));
    this.context = context;
    this.loop = loop;
    this.doorkeeper = doorkeeper;
    this.state = state;
    this.core = new StandbyCore(state, told);
    this.endpoint = endpoint;
    this.primary = primary;
    this.reader =
        JournalReader.open(
            context.directory(), Recovery.identityOf(state.serverClass()), state.sequence());
  }

  private static void rehearse(NodeContext context) {
    if (!context.options().alone()) {
      new Rehearsal(context.directory()).start();
    }
  }

  int exitCode() {
    return exitCode;
  }

  // ---- the turns of the loop

  @Override
  public void inputBegins(long nowMicros) {
    // A standby takes its time from what is forwarded.
  }

  @Override
  public void inputEnds() {
    if (core.needsJournal() && !ended) {
      digestSomeJournal();
    }
    if (link == null && !ended) {
      if (succession.tryFence()) {
        takeOver("the fence was free: it died before it had connected to its standby");
        return;
      }
      if (succession.isHopeless()) {
        leave("another process has the fence");
      }
    }
    core.endOfInput();
    if (link != null) {
      link.sendAnswers();
    }
  }

  private void digestSomeJournal() {
    for (int i = 0; i < RECORDS_PER_TURN && core.needsJournal(); i++) {
      journalMayHaveMore = reader.next(record);
      if (!journalMayHaveMore) {
        break;
      }
      if (isSuperseded(record.epoch())) {
        return;
      }
      core.digestFromJournal(record);
    }
    if (link != null) {
      core.progressed();
    }
  }

  @Override
  public void tick() {
    core.tick();
  }

  @Override
  public long maxWaitMillis() {
    if (core.needsJournal()) {
      return journalMayHaveMore ? 0 : JOURNAL_POLL_MILLIS;
    }
    return link == null ? FENCE_POLL_MILLIS : EventLoop.TICK.toMillis();
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  // ---- who comes

  @Override
  public void client(Connection connection, long session, String name) {
    WaitingClient client = new WaitingClient(connection, session, name, waiting);
    connection.belongsTo(client);
    waiting.add(client);
    connection.send(FrameType.STANDING_BY);
  }

  @Override
  public void link(Connection connection, long epoch, long pid, long startTicks) {
    if (link != null || pid != primary.pid()) {
      connection.closeAsMalformed("the HELLO of process " + pid + " as primary");
      return;
    }
    link = new PrimaryLink(connection, core, this);
    connection.belongsTo(link);
    told.through(link);
    core.linked();
  }

  @Override
  public void admin(Connection connection) {
    AdminConnection.answer(connection, false, "this is the standby; ask the primary");
    connection.closeWhenSent();
  }

  // ---- the obituary

  @Override
  public void primaryLeft() {
    end(0);
  }

  @Override
  public void connectionClosed() {
    Instant detectedAt = Instant.now();
    long detectedNanos = System.nanoTime();
    if (succession.awaitFence()) {
      takeOver("the kernel closed its connection to the standby", detectedAt, detectedNanos);
    } else if (primary.isAlive()) {
      leave("it lives, and has closed the connection");
    } else {
      leave("another process has the fence");
    }
  }

  private boolean isSuperseded(long epoch) {
    try {
      succession.requireOurs(epoch);
      return false;
    } catch (SupersededException e) {
      leave(String.valueOf(e.getMessage()));
      return true;
    }
  }

  private void leave(String why) {
    EventLog.event(
        "the standby of primary %d leaves and does not take over: %s"
            .formatted(primary.pid(), why));
    end(1);
  }

  private void end(int code) {
    ended = true;
    exitCode = code;
    link = null;
    List.copyOf(waiting).forEach(client -> client.connection().close()); // Each leaves the list.
  }

  // All of the journal that was forwarded need not be read again: it may be large.
  private JournalReader tailReader() {
    if (link == null || core.needsJournal()) {
      return reader;
    }
    JournalIdentity identity = Recovery.identityOf(state.serverClass());
    return link.journalTail(context.directory(), identity, state.epoch()).orElse(reader);
  }

  private void takeOver(String cause) {
    takeOver(cause, Instant.now(), System.nanoTime());
  }

  private void takeOver(String cause, Instant detectedAt, long detectedNanos) {
    JournalReader tailReader = tailReader();
    link = null;
    primary.kill(); // It has let go of the fence; what else it holds it is to let go of too.
    JournalTail tail =
        new JournalTail(
            context.directory(),
            Recovery.identityOf(state.serverClass()),
            context.journalOptions(),
            tailReader,
            succession::requireOurs);
    long appended;
    try {
      succession.requireOurs(state.epoch());
      appended = Takeover.settle(core, tail);
    } catch (SupersededException e) {
      leave(String.valueOf(e.getMessage()));
      return;
    }
    long formerEpoch = state.epoch();
    PrimaryNode successor =
        new PrimaryNode(context, loop, state, tail.journal(), endpoint, primary);
    successor.beginAsSuccessor();
    long takeoverMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - detectedNanos);
    successor.succeeds(
        new Obituary(
            primary.pid(), "primary", formerEpoch, cause, detectedAt, takeoverMicros, null));
    doorkeeper.leadTo(successor);
    loop.become(successor);
    waiting.forEach(client -> client.isServedBy(successor));
    waiting.clear();
    successor.core().endBatch();
    EventLog.event(
        ("takeover: primary %d died (%s); process %d serves from update %d on, epoch %d,"
                + " %d us after the obituary, %d updates added to the journal")
            .formatted(
                primary.pid(),
                cause,
                ProcessHandle.current().pid(),
                successor.core().applied() + 1,
                successor.core().epoch(),
                takeoverMicros,
                appended));
    successor.settleIn();
  }
}
