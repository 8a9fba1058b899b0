package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.failover.Takeover;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.FrameType;
import java.time.Duration;
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

  private static final long FENCE_POLL_MILLIS = 5;

  private final NodeContext context;
  private final EventLoop loop;
  private final Doorkeeper doorkeeper;
  private final StateMachine state;
  private final StandbyPart part;
  private final StandbyCore core;
  private final StandbyJournal journal;
  private final String endpoint;
  private final ProcessIdentity primary;
  private final long reign;
  private final LinkEffects told = new LinkEffects();
  private final HangWatch hangWatch;
  private final Succession succession;
  private final List<WaitingClient> waiting = new ArrayList<>();

  private @Nullable PrimaryLink link;
  private boolean rehearsed;
  private boolean ended;
  private int exitCode;

  /**
   * @param state nothing yet: what is in the directory is recovered when it is needed
   * @param reign the epoch of the primary that is understudied
   */
  StandbyNode(
      NodeContext context,
      EventLoop loop,
      Doorkeeper doorkeeper,
      StateMachine state,
      String endpoint,
      ProcessIdentity primary,
      long reign) {
    this.context = context;
    this.loop = loop;
    this.doorkeeper = doorkeeper;
    this.state = state;
    this.part = StandbyPart.of(context.standby().obituarySource(), state, told);
    this.core = part.core();
    this.endpoint = endpoint;
    this.primary = primary;
    this.reign = reign;
    this.hangWatch =
        new HangWatch(
            context.directory(),
            primary,
            loop,
            context.options().hangTimeout(),
            context.ticks(context.options().hangTimeout(), tickLength()));
    this.succession = new Succession(context.fence(), primary, reign);
    this.journal = new StandbyJournal(context.directory(), state, succession);
    if (!part.isAsleep()) {
      journal.recover();
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
      connectIfDue();
    }
    if (link == null && !ended) {
      if (succession.tryFence()) {
        takeOver("the fence was free: it died before it was linked to its standby");
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

  private void connectIfDue() {
    if (part.connects()) {
      String name = RunDirectory.endpointName(reign, primary.pid());
      Linking.tryConnect(context.directory().socket(name), loop)
          .ifPresent(
              connection -> {
                Linking.greet(connection, state.serverClass(), reign, Processes.self());
                linked(connection);
              });
    }
  }

  private void linked(Connection connection) {
    link = part.opening().open(connection, this);
    connection.belongsTo(link);
    told.through(link);
    core.linked();
  }

  private void digestSomeJournal() {
    try {
      journal.digestSome(core);
    } catch (SupersededException e) {
      leave(String.valueOf(e.getMessage()));
      return;
    }
    if (link != null) {
      core.progressed();
    }
  }

  @Override
  public void tick() {
    core.tick();
    hangWatch.tick();
    if (!rehearsed && link != null && !core.needsJournal() && !context.options().alone()) {
      rehearsed = true;
      new Rehearsal(context.directory()).start();
    }
  }

  @Override
  public long maxWaitMillis() {
    if (core.needsJournal()) {
      return journal.maxWaitMillis();
    }
    return link == null ? FENCE_POLL_MILLIS : Long.MAX_VALUE;
  }

  @Override
  public Duration tickLength() {
    return part.isAsleep()
        ? EventLoop.TICK.multipliedBy(context.limits().sleepTicks())
        : EventLoop.TICK;
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
    if (part.connects() || link != null || pid != primary.pid()) {
      connection.closeAsMalformed("the HELLO of process " + pid + " as primary");
      return;
    }
    linked(connection);
  }

  @Override
  public void admin(Connection connection) {
    AdminConnection.answer(connection, false, "this is the standby; ask the primary");
    connection.closeWhenSent();
  }

  // ---- the obituary

  @Override
  public void primaryHeard() {
    hangWatch.heard();
  }

  @Override
  public void primaryLeft() {
    end(0);
  }

  @Override
  public void connectionClosed() {
    Instant detectedAt = Instant.now();
    long detectedNanos = System.nanoTime();
    if (succession.awaitFence()) {
      String killed = hangWatch.cause();
      takeOver(killed == null ? part.cause() : killed, detectedAt, detectedNanos);
    } else if (primary.isAlive()) {
      leave("it lives, and has closed the connection");
    } else {
      leave("another process has the fence");
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

  private void takeOver(String cause) {
    takeOver(cause, Instant.now(), System.nanoTime());
  }

  private void takeOver(String cause, Instant detectedAt, long detectedNanos) {
    JournalReader tailReader = journal.tail(core, link);
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
