package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.replication.ReplayException;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.MalformedInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the standby: digests, and watches for the obituary of its primary. Writer
 * thread only.
 */
final class StandbyNode implements EventLoop.Role, Doorkeeper.House, PrimaryLink.Listener {

  private static final long FENCE_POLL_MILLIS = 5;
  // How long a standby that cannot understudy waits for a link on which to say so: 5 s.
  private static final int UNTOLD_TICKS = 100;
  private static final String NEVER_LINKED =
      "the fence was free: it died before it was linked to its standby";

  private final NodeContext context;
  private final EventLoop loop;
  private final Doors doors;
  private final StateMachine state;
  private final StandbyPart part;
  private final StandbyCore core;
  private final StandbyJournal journal;
  private final String endpoint;
  private final ProcessIdentity primary;
  private final long reign;
  private final Runnable rehearsal;
  private final LinkEffects told = new LinkEffects();
  private final HangWatch hangWatch;
  private final FirstContact firstContact;
  private final Succession succession;
  private final List<WaitingClient> waiting = new ArrayList<>();

  private @Nullable PrimaryLink link;
  private Promotion.Occasion.@Nullable HandOver handOver;
  private Promotion.Occasion.@Nullable Death obituary;
  private boolean fenceIsFree;
  private @Nullable String unfit;
  private int ticksUnfit;
  private boolean rehearsed;
  private boolean ended;
  private int exitCode;

  /**
   * @param state nothing yet: what is in the directory is recovered when it is needed
   * @param reign the epoch of the primary that is understudied
   * @param rehearsal begins to warm this process up for a takeover
   */
  StandbyNode(
      NodeContext context,
      EventLoop loop,
      Doors doors,
      StateMachine state,
      String endpoint,
      ProcessIdentity primary,
      long reign,
      Runnable rehearsal) {
    this.context = context;
    this.loop = loop;
    this.doors = doors;
    this.state = state;
    this.part = StandbyPart.of(context.standby().obituarySource(), state, told);
    this.core = part.core();
    this.endpoint = endpoint;
    this.primary = primary;
    this.reign = reign;
    this.rehearsal = rehearsal;
    this.hangWatch =
        new HangWatch(
            context.directory(),
            primary,
            loop::post,
            context.options().hangTimeout(),
            context.ticks(context.options().hangTimeout(), tickLength()));
    this.firstContact =
        new FirstContact(
            context.directory().socket(RunDirectory.endpointName(reign, primary.pid())),
            loop,
            state.serverClass(),
            hangWatch::heard);
    this.succession = new Succession(context.fence(), primary, reign);
    this.journal = new StandbyJournal(context, state, succession);
    state.watchedBy(RunningCall.ofStandby(loop));
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
    if (core.needsJournal() && !ended && unfit == null) {
      digestSomeJournal();
    }
    if (link == null && !ended) {
      connectIfDue();
    }
    if (unfit != null && !ended && (link != null || ticksUnfit >= UNTOLD_TICKS)) {
      leave(unfit);
    }
    if (fenceIsFree && handOver != null && obituary == null && succession.tryFence()) {
      takeOver(handOver);
      return;
    }
    if (isUnlinked() && !ended) {
      if (succession.tryFence()) {
        Promotion.Occasion.Death death =
            obituary == null ? Promotion.Occasion.Death.now(NEVER_LINKED) : obituary;
        takeOver(death.orKilled(hangWatch.cause()));
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

  private boolean isUnlinked() {
    return link == null || obituary != null;
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
    firstContact.end();
    link = part.opening().open(connection, this);
    connection.belongsTo(link);
    told.through(link);
    core.linked();
  }

  private void digestSomeJournal() {
    try {
      journal.digestSome(core);
    } catch (SupersededException e) {
      leave(reason(e));
      return;
    } catch (ReplayException e) {
      unfit = reason(e); // The primary is told first, once there is a link.
      return;
    }
    if (link != null) {
      core.progressed();
    }
  }

  @Override
  public void tick() {
    core.tick();
    ticksUnfit += unfit == null ? 0 : 1;
    if (link == null && obituary == null && !context.options().hangTimeout().isZero()) {
      firstContact.tick();
    }
    hangWatch.tick();
    if (!rehearsed && link != null && !core.needsJournal() && !context.options().alone()) {
      rehearsed = true;
      rehearsal.run();
    }
  }

  @Override
  public void progressed(int ticks) {
    core.tick();
  }

  @Override
  public long maxWaitMillis() {
    if (core.needsJournal()) {
      return journal.maxWaitMillis();
    }
    return isUnlinked() || fenceIsFree ? FENCE_POLL_MILLIS : Long.MAX_VALUE;
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
    WaitingClient.admit(connection, session, name, waiting);
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
  public void primaryWakes() {
    core.wake();
  }

  @Override
  public void primaryHandsOver(long beginMicros) {
    try {
      journal.makeReady(core);
    } catch (SupersededException | ReplayException e) {
      leave(reason(e));
      return;
    }
    if (link != null) {
      handOver = new Promotion.Occasion.HandOver(beginMicros, link);
    }
    told.takeOver();
  }

  @Override
  public void fenceFreed() {
    if (handOver == null) {
      throw new MalformedInputException("that the fence is free, without a switchover");
    }
    fenceIsFree = true; // Taken at the end of this turn, or later: a 'start' may look at it.
  }

  @Override
  public void connectionClosed() {
    obituary = Promotion.Occasion.Death.now(part.cause());
    if (succession.awaitFence()) {
      takeOver(obituary.orKilled(hangWatch.cause()));
    } else {
      // One that is well kills a standby to which it has lost its link: this one is watched on, and
      // if it hangs, it is killed for that.
      EventLog.event(
          "the connection to primary %d has closed, and the fence is not free: waiting for it"
              .formatted(primary.pid()));
    }
  }

  // A snapshot that holds the same may be there, and have been passed over.
  private String reason(RuntimeException e) {
    String passed = journal.passed().problem();
    return passed == null ? String.valueOf(e.getMessage()) : passed + " But " + e.getMessage();
  }

  private void leave(String why) {
    told.leave(why);
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

  private void takeOver(Promotion.Occasion occasion) {
    if (Dismissal.isOfThisProcess(context.directory())) {
      leave("its primary had dismissed it, and gone on without it");
      return;
    }
    PrimaryLink former = link;
    link = null;
    if (occasion instanceof Promotion.Occasion.HandOver handedOver) {
      handedOver.link().expectEnd(); // It stays open: the former primary is told how it goes.
    } else if (former != null) {
      former.forget(); // Its close says no more than is known.
    }
    try {
      JournalReader tailReader = journal.tail(core, former);
      new Promotion(context, loop, doors, core, endpoint, primary, succession)
          .run(occasion, tailReader, journal.passed(), waiting);
    } catch (SupersededException
        | JournalDamagedException
        | ForeignJournalException
        | ReplayException e) {
      leave(reason(e)); // Nobody is to be served with less than is due.
    }
  }
}
