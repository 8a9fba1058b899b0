package dev.understudy.runtime.simulation;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.Silence;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.failover.StandbyPhase;
import dev.understudy.runtime.failover.Takeover;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process: the real cores, with a simulated event loop around them. It comes up from disk,
 * follows the primary that made it, succeeds it, reigns, and can die wherever {@link #hazard} is
 * called.
 */
final class SimulatedProcess {

  private enum Stage {
    BOOTING,
    RECOVERING,
    UNLINKED,
    FOLLOWING,
    REIGNING
  }

  /** A client that has come before this process serves. */
  private record Hello(Connection from, long session) {}

  final World world;
  final Ledger ledger = new Ledger();
  final @Nullable SimulatedProcess maker;

  /** Its end of the link to the primary, while it is a standby. */
  @Nullable Link upstream;

  /** Its end of the link to its standby, while it is the primary. */
  @Nullable Link downstream;

  @Nullable SimulatedProcess understudy;
  boolean isAlive = true;
  boolean isHung;
  boolean isSlow;
  private boolean isStepping;

  /** Steps of the kernel until a SIGKILL that was sent takes effect; negative if none was. */
  int killedIn = -1;

  private final Chance chance;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Hello> hellos = new ArrayList<>();
  private final LogRecord record = new LogRecord();
  private final Silence silenceOfPrimary = new Silence(World.HANG_TICKS);
  private final int clockOffsetMicros;
  private Stage stage = Stage.BOOTING;
  private int stepsToBoot;
  private int stepsToMake;
  private @Nullable StandbyCore standby;
  private JournalBytes.@Nullable Reader reader;
  private @Nullable PrimaryCore primary;

  SimulatedProcess(World world, @Nullable SimulatedProcess maker) {
    this.world = world;
    this.maker = maker;
    this.chance = world.chance();
    this.stepsToBoot = chance.below(8);
    this.stepsToMake = chance.below(8);
    this.clockOffsetMicros = chance.below(5000);
  }

  boolean reigns() {
    return stage == Stage.REIGNING;
  }

  /** Whether it has to go before the pair is whole. */
  boolean isFaulty() {
    return isHung || ledger.isSkewed();
  }

  boolean hasReadyStandby() {
    return primary != null && primary.standbyPhase() == StandbyPhase.READY;
  }

  boolean isProtected() {
    return primary != null
        && understudy != null
        && understudy.isAlive
        && primary.standbyPhase() == StandbyPhase.READY
        && primary.isQuiet()
        && primary.standbySequence() == primary.applied();
  }

  StateMachine state() {
    return standby().state();
  }

  StandbyCore standby() {
    if (standby == null) {
      throw new AssertionError("a process that has not recovered was asked for its state");
    }
    return standby;
  }

  PrimaryCore primary() {
    if (primary == null) {
      throw new AssertionError("a process that does not reign was taken for a primary");
    }
    return primary;
  }

  JournalBytes.Reader reader() {
    if (reader == null) {
      throw new AssertionError("a process that has not begun to recover was asked for its reader");
    }
    return reader;
  }

  /** A place where this process can die, or others can be faster than it. */
  void hazard() {
    hazard(1);
  }

  /** A hazard in a short time in which a death matters most. */
  void criticalHazard() {
    hazard(8);
  }

  private void hazard(int weight) {
    world.hazard(this, weight);
    if (!isAlive) {
      throw new Death();
    }
  }

  void accept(Connection connection) {
    connections.add(connection);
  }

  List<Connection> connections() {
    return connections;
  }

  void step() {
    if (isHung || isStepping || (isSlow && !chance.oneIn(8))) {
      return;
    }
    isStepping = true;
    try {
      hazard();
      switch (stage) {
        case BOOTING -> boot();
        case RECOVERING -> recover();
        case UNLINKED -> connect();
        case FOLLOWING -> follow();
        case REIGNING -> reign();
      }
    } catch (Death death) {
      if (isAlive) {
        throw death;
      }
    } finally {
      isStepping = false;
    }
  }

  private void boot() {
    if (stepsToBoot-- > 0) {
      return;
    }
    StateMachine state = new StateMachine(ledger);
    reader = world.disk().recover(state);
    standby = new StandbyCore(state, new StandbyEnd(this));
    stage = Stage.RECOVERING;
  }

  private void recover() {
    if (readJournal()) {
      stage = Stage.UNLINKED;
    }
  }

  /** Digests some of the journal. Returns whether it came to the end. */
  private boolean readJournal() {
    for (int i = chance.between(1, 12); i > 0; i--) {
      if (!standby().needsJournal() || !reader().next(record)) {
        return true;
      }
      standby().digestFromJournal(record);
    }
    return false;
  }

  private void connect() {
    if (maker == null || !maker.isAlive) {
      succeed();
      return;
    }
    Link link = new Link();
    upstream = link;
    maker.downstream = link;
    stage = Stage.FOLLOWING;
    hazard();
    standby().linked();
    link.toPrimary.flush();
    hazard();
  }

  private void follow() {
    Link link = link();
    boolean dead = maker != null && !maker.isAlive && chance.oneIn(3);
    boolean readsAll = dead || chance.oneIn(8);
    for (int i = chance.below(6); (readsAll || i > 0) && link.toStandby.hasReadable(); i--) {
      receive(link);
    }
    if (standby().needsJournal() && !chance.oneIn(4)) {
      readJournal();
      standby().progressed();
      hazard();
    }
    standby().endOfInput();
    greet();
    tick(link);
    if (chance.oneIn(8)) {
      hazard(); // With answers still in its memory.
    }
    link.toPrimary.flush();
    hazard();
    if (dead || link.toStandby.isAtEnd()) {
      succeed();
    }
  }

  private Link link() {
    if (upstream == null) {
      throw new AssertionError("a standby without a link follows");
    }
    return upstream;
  }

  private void receive(Link link) {
    Consumer<StandbyCore> message = link.toStandby.read();
    if (message != null) {
      silenceOfPrimary.heard();
      message.accept(standby());
      if (chance.oneIn(4)) {
        link.toPrimary.flushOne();
      }
      hazard();
    }
  }

  /** Clients that come before this process serves have to wait. */
  private void greet() {
    if (!connections.isEmpty()) {
      Consumer<SimulatedProcess> message =
          connections.get(chance.below(connections.size())).toServer.read();
      if (message != null) {
        message.accept(this);
      }
    }
  }

  private void tick(Link link) {
    if (!chance.oneIn(4)) {
      return;
    }
    standby().tick();
    if (silenceOfPrimary.tick() && maker != null && !link.toStandby.isAtEnd()) {
      world.kill(maker);
    }
  }

  /** The obituary of the primary, or the end of its link. The fence decides. */
  private void succeed() {
    if (!world.takeFence(this)) {
      world.kill(this); // The primary lives: this one leaves.
      throw new Death();
    }
    hazard();
    world.tookOver(Takeover.settle(standby(), new HazardousTail(this)));
    hazard();
    world.disk().journal.cut(reader().position());
    ledgerReigns();
    PrimaryCore begun =
        new PrimaryCore(
            state(), new PrimaryEnd(this), world.limits(), state().epoch() + 1, chance.seed());
    begun.begin(nowMicros());
    primary = begun;
    stage = Stage.REIGNING;
    begun.beginBatch(nowMicros());
    hellos.forEach(hello -> enter(hello.from, hello.session));
    hellos.clear();
    begun.endBatch();
    flush();
  }

  private void ledgerReigns() {
    if (ledger.isSkewed()) {
      world.skewedReigns();
    }
  }

  private long nowMicros() {
    return world.nowMicros() + clockOffsetMicros;
  }

  private void reign() {
    PrimaryCore core = primary();
    core.beginBatch(nowMicros());
    for (int i = chance.between(1, 10); i > 0; i--) {
      takeInput(core);
      if (chance.oneIn(16)) {
        hazard();
      }
    }
    core.endBatch();
    flush();
    hazard();
    makeStandby();
  }

  private void takeInput(PrimaryCore core) {
    int choice = chance.below(connections.size() + 6);
    if (choice >= 6) {
      serve(core, choice - 6);
    } else if (choice == 0) {
      if (chance.oneIn(3)) {
        core.tick();
      }
    } else if (choice == 1) {
      if (understudy != null && !understudy.isAlive) {
        understudy = null;
        downstream = null;
        stepsToMake = chance.below(8);
        core.standbyDied();
      }
    } else if (downstream != null) {
      Consumer<PrimaryCore> message = downstream.toPrimary.read();
      if (message != null) {
        message.accept(core);
      } else if (downstream.toPrimary.isAtEnd()) {
        core.standbyLinkLost("the link has ended");
      }
    }
  }

  private void serve(PrimaryCore core, int index) {
    Connection from = connections.get(index);
    for (int i = chance.between(1, 4); i > 0; i--) {
      Consumer<SimulatedProcess> message = from.toServer.read();
      if (message != null) {
        message.accept(this);
      } else if (from.toServer.isAtEnd()) {
        connections.remove(from);
        core.sessionLeft(from);
        return;
      }
    }
  }

  private void flush() {
    connections.forEach(connection -> connection.toClient.flush());
    if (downstream != null) {
      downstream.toStandby.flush();
    }
  }

  private void makeStandby() {
    if (understudy == null && stepsToMake-- <= 0) {
      understudy = world.make(this);
    }
  }

  /** A client has connected. */
  void hello(Connection from, long session) {
    if (stage == Stage.REIGNING) {
      enter(from, session);
    } else {
      hellos.add(new Hello(from, session));
    }
  }

  private void enter(Connection from, long session) {
    if (session == 0) {
      primary().openSession(from, "client");
    } else {
      from.session = session;
      primary().resumeSession(from, session);
    }
  }

  /** A client has sent a call. */
  void request(Connection from, long request, long confirmed, LedgerCall call) {
    primary().request(from, from.session, request, confirmed, call.operation(), call.input());
  }

  /** A client has said goodbye. */
  void goodbye(Connection from) {
    primary().sessionEnded(from);
  }

  /** Promise 3, and the rule about standbys that are dropped. */
  void assertMayRelease() {
    if (!world.holdsFence(this)) {
      throw new AssertionError("a reply of a process without the fence");
    }
    if (understudy != null && understudy.killedIn >= 0 && understudy.isAlive) {
      throw new AssertionError("a reply while the dropped standby lives");
    }
  }
}
