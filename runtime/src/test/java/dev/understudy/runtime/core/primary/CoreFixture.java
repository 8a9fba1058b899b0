package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.JournalBytes;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.LogRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A primary and a standby with a link and a journal between them, all of it moved by the test:
 * nothing is delivered before it says so, and the primary dies at the point that it names.
 */
final class CoreFixture implements PrimaryEffects {

  /** Where in a batch a primary can die. */
  enum Point {
    BEFORE_FORWARD,
    AFTER_FORWARD,
    IN_THE_JOURNAL_WRITE,
    AFTER_JOURNAL_WRITE
  }

  /** Unwinds a primary that has died. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;

    Death(Point at) {
      super("died " + at, null, false, false);
    }
  }

  static final CoreLimits LIMITS = new CoreLimits(5, 3, 0, 100, 8, 8, 1_000);

  final JournalBytes journal = new JournalBytes();
  final List<String> events = new ArrayList<>();
  final Deque<Consumer<HotServerStandby>> toStandby = new ArrayDeque<>();
  final Deque<Consumer<PrimaryCore>> toPrimary = new ArrayDeque<>();
  final RecordingPort ada = new RecordingPort();

  Ledger ledger;
  PrimaryCore primary;
  Ledger understudy;
  HotServerStandby standby;
  JournalBytes.Reader reader = journal.reader();
  @Nullable Point deathPoint;
  boolean debugged;
  boolean atWork;
  int room = Integer.MAX_VALUE;
  List<SuspectCall> kept = List.of();
  int tornBytes = 50;
  byte[] lastForward = {};
  long nowMicros = 1_000_000;
  private final CoreLimits limits;

  CoreFixture() {
    this(LIMITS);
  }

  CoreFixture(CoreLimits limits) {
    this(limits, Ledger.COMPARED);
  }

  CoreFixture(CoreLimits limits, ServerClass serverClass) {
    this.limits = limits;
    ledger = new Ledger(serverClass);
    primary = new PrimaryCore(new StateMachine(ledger), this, limits, List.of(), 1, 42);
    primary.begin(nowMicros);
    standby = newStandby();
  }

  /** The pair of {@link #CoreFixture()}, with a standby that is READY and Ada's session 1. */
  static CoreFixture ofPair() {
    return ofPair(LIMITS);
  }

  static CoreFixture ofPair(CoreLimits limits) {
    CoreFixture pair = new CoreFixture(limits);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.ada.forget();
    pair.join();
    pair.events.clear();
    return pair;
  }

  /** A new standby that has recovered all that the journal has, and is not linked. */
  HotServerStandby newStandby() {
    understudy = new Ledger(ledger.serverClass());
    reader = journal.reader();
    toStandby.clear();
    toPrimary.clear();
    standby = new HotServerStandby(new StateMachine(understudy), new ToPrimary());
    readJournal();
    return standby;
  }

  /** The standby digests all that the journal has, if it still needs that. */
  void readJournal() {
    LogRecord record = new LogRecord();
    while (standby.needsJournal() && reader.next(record)) {
      standby.digestFromJournal(record);
    }
  }

  /** A new standby joins without disturbance, until it is READY. */
  void join() {
    newStandby();
    standby.linked();
    settle();
    if (primary.standbyPhase() != StandbyPhase.READY) {
      throw new AssertionError("the joiner is " + primary.standbyPhase());
    }
  }

  /** Delivers everything, until both are quiet. */
  void settle() {
    do {
      answer();
      deliver();
    } while (!toPrimary.isEmpty() || !toStandby.isEmpty());
  }

  /** The standby receives all that was sent to it. */
  void deliver() {
    while (!toStandby.isEmpty()) {
      toStandby.remove().accept(standby);
    }
    standby.endOfInput();
  }

  /** The primary receives all that was sent to it, in one batch. */
  void answer() {
    batch(
        () -> {
          while (!toPrimary.isEmpty()) {
            toPrimary.remove().accept(primary);
          }
        });
  }

  /** One batch of the primary. */
  void batch(Runnable... calls) {
    nowMicros += 10;
    primary.beginBatch(nowMicros);
    for (Runnable call : calls) {
      call.run();
    }
    primary.endBatch();
  }

  /** One batch with one call of Ada's, who has confirmed nothing. */
  void call(long request, LedgerCall call) {
    batch(() -> request(request, call));
  }

  void request(long request, LedgerCall call) {
    request(ada, request, 1, call);
  }

  void request(RecordingPort port, long request, long confirmed, LedgerCall call) {
    primary.request(port, ada.session(), request, confirmed, call.operation(), call.input());
  }

  /** The primary dies at a point of a batch with these calls. */
  void dieAt(Point point, Runnable... calls) {
    deathPoint = point;
    try {
      batch(calls);
    } catch (Death expected) {
      deathPoint = null;
      ada.forget();
      return;
    }
    throw new AssertionError("the primary did not come to " + point);
  }

  /** The standby takes over and serves; nobody has resumed a session yet. */
  long takeOver() {
    deliver();
    events.clear();
    long appended = Takeover.settle(standby, reader);
    journal.cut(reader.position());
    ledger = understudy;
    primary = new PrimaryCore(standby.state(), this, limits, kept, standby.state().epoch() + 1, 43);
    primary.begin(nowMicros);
    return appended;
  }

  /** Ada resumes her session on a new connection. */
  void resume() {
    long session = ada.session();
    batch(() -> primary.resumeSession(ada, session));
  }

  private void reached(Point point) {
    if (deathPoint == point) {
      throw new Death(point);
    }
  }

  @Override
  public boolean reserve(int bytes) {
    return bytes <= room;
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    reached(Point.BEFORE_FORWARD);
    byte[] sent = Arrays.copyOfRange(bytes, offset, offset + length);
    lastForward = sent;
    toStandby.add(to -> forwardTo(to, sent, journaled));
    events.add("forward");
    reached(Point.AFTER_FORWARD);
  }

  private static void forwardTo(HotServerStandby to, byte[] sent, long journaled) {
    LogRecord record = new LogRecord();
    int at = 0;
    while (at < sent.length) {
      at += record.parse(sent, at, sent.length - at);
      to.forwarded(record);
    }
    to.journaled(journaled, 0, 0);
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long first, long last) {
    if (deathPoint == Point.IN_THE_JOURNAL_WRITE) {
      journal.append(bytes, offset, Math.min(tornBytes, length));
    }
    reached(Point.IN_THE_JOURNAL_WRITE);
    if (length > room) {
      throw new AssertionError("a write of " + length + " bytes met the full disk");
    }
    journal.append(bytes, offset, length);
    room = room == Integer.MAX_VALUE ? room : room - length;
    events.add("journal " + first + " to " + last);
    reached(Point.AFTER_JOURNAL_WRITE);
  }

  @Override
  public void goLive(long journaled) {
    toStandby.add(to -> to.live(journaled));
    events.add("live after " + journaled);
  }

  @Override
  public void answerStandby(long journaled) {
    throw new AssertionError("an answer to a standby that is told, and does not ask");
  }

  @Override
  public void heartbeat() {
    events.add("heartbeat");
  }

  @Override
  public boolean isStandbyDebugged() {
    return debugged;
  }

  @Override
  public void killStandby(String why) {
    events.add("kill: " + why);
  }

  @Override
  public void dismissStandby() {
    events.add("dismiss");
  }

  @Override
  public void standbyReady(long sequence) {
    events.add("ready at " + sequence);
  }

  @Override
  public void keepSuspects(List<SuspectCall> suspects) {
    kept = suspects;
  }

  @Override
  public void report(String event) {
    events.add(event);
  }

  @Override
  public boolean isStandbyAtWork() {
    return atWork;
  }

  @Override
  public void wakeStandby() {
    events.add("wake");
  }

  @Override
  public void standbyDiffers(Difference difference) {
    events.add(difference.toString());
  }

  /** The standby's end of the link. */
  final class ToPrimary implements StandbyEffects {

    @Override
    public void join(long digested) {
      toPrimary.add(to -> to.standbyJoined(digested));
    }

    @Override
    public void progress(long digested) {
      toPrimary.add(to -> to.standbyProgressed(digested));
    }

    @Override
    public void ready(long digested) {
      toPrimary.add(to -> to.standbyReady(digested));
    }

    @Override
    public void answer(long sequence, byte[] outcome) {
      toPrimary.add(to -> to.standbyAnswered(outcome, 0, outcome.length));
    }

    @Override
    public void ask(long digested) {
      toPrimary.add(to -> to.standbyAsked(digested));
    }

    @Override
    public void differs(Difference difference) {
      toPrimary.add(to -> to.standbyDiffers(difference));
    }

    @Override
    public void heartbeat() {
      toPrimary.add(PrimaryCore::standbyHeard);
    }
  }
}
