package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.JournalBytes;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.wire.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mode HOT, standby role CLIENT, as DESIGN 4 has it. */
class HotClientTest implements PrimaryEffects, StandbyEffects {

  private static final CoreLimits LIMITS = new CoreLimits(5, 3, 2, 10, 8, 1000, 1 << 20);

  private final JournalBytes journal = new JournalBytes();
  private final List<String> events = new ArrayList<>();
  private final List<Runnable> toPrimary = new ArrayList<>();
  private final List<Runnable> toStandby = new ArrayList<>();
  private final RecordingPort ada = new RecordingPort();
  private final Ledger ledger = ledger();
  private PrimaryCore primary;
  private Ledger understudy;
  private HotClientStandby standby;
  private JournalBytes.Reader reader;
  private long calls;

  private static Ledger ledger() {
    return new Ledger(Ledger.of(Mode.HOT, StandbyRole.CLIENT));
  }

  @BeforeEach
  void begin() {
    primary = new PrimaryCore(new StateMachine(ledger), this, LIMITS, List.of(), 1, 42);
    primary.begin(1_000_000);
    batch(() -> primary.openSession(ada, "Ada"));
    ada.forget();
    newStandby();
  }

  private void newStandby() {
    understudy = ledger();
    standby = new HotClientStandby(new StateMachine(understudy), this);
    reader = journal.reader();
  }

  private void batch(Runnable call) {
    primary.beginBatch(1_000_000);
    call.run();
    primary.endBatch();
  }

  private void call() {
    calls++;
    LedgerCall call = LedgerCall.add(1, 1, 100 + calls);
    batch(() -> primary.request(ada, ada.session(), calls, calls, call.operation(), call.input()));
  }

  private void calls(int count) {
    for (int i = 0; i < count; i++) {
      call();
    }
  }

  private static void takeAll(List<Runnable> messages) {
    List<Runnable> taken = List.copyOf(messages);
    messages.clear();
    taken.forEach(Runnable::run);
  }

  private void readJournal() {
    LogRecord record = new LogRecord();
    while (standby.needsJournal() && reader.next(record)) {
      standby.digestFromJournal(record);
    }
    standby.progressed();
  }

  /** Everything is delivered and digested, until both are quiet. */
  private void settle() {
    do {
      batch(() -> takeAll(toPrimary));
      takeAll(toStandby);
      readJournal();
    } while (events.remove("asked") || !toStandby.isEmpty());
  }

  private void join() {
    standby.linked();
    settle();
    assertThat(primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
  }

  @Test
  void theStandbyAsksIsAnsweredWhenThereIsMoreAndAsksAgain() {
    join();
    assertThat(toStandby).isEmpty(); // Its request is pending.
    call();
    assertThat(toStandby).hasSize(1);
    settle();
    assertThat(primary.standbySequence()).isEqualTo(primary.applied());
    assertThat(toStandby).isEmpty();
  }

  @Test
  void repliesNeverWaitForTheStandbyHoweverFarItLags() {
    join();
    calls(500);
    assertThat(ada.heard()).hasSize(500);
    assertThat(toStandby).hasSize(1); // All that the primary keeps for it.
    settle();
    assertThat(standby.digested()).isEqualTo(primary.applied());
    assertThat(Replay.saved(standby.state())).isEqualTo(Replay.saved(Replay.of(journal)));
  }

  @Test
  void aStandbyThatLagsIsKeptTheJournal() {
    join();
    long level = primary.applied();
    calls(50);
    assertThat(primary.standbyNeedsJournalAfter()).isEqualTo(level);
  }

  @Test
  void aStateThatDiffersIsToldWithItsFieldHoweverFarTheStandbyLags() {
    join();
    understudy.skewState(1);
    primary.snapshotMade(1_000);
    calls(50);
    settle();
    batch(() -> takeAll(toPrimary)); // It has asked for no more.
    assertThat(events)
        .contains(
            "the state differs after update 2: field `balances`",
            "kill: its state after update 2 differs in the field balances");
  }

  @Test
  void equalStatesAreNoDifference() {
    join();
    for (int i = 0; i < 10; i++) {
      primary.snapshotMade(1_000);
      calls(5);
    }
    settle();
    assertThat(events).noneMatch(event -> event.contains("differs"));
    assertThat(standby.digested()).isEqualTo(primary.applied());
  }

  @Test
  void whatWasSaidToAnotherStandbyIsNotCompared() {
    join();
    primary.snapshotMade(1_000);
    calls(5);
    settle();
    batch(() -> primary.standbyLinkLost("lost"));
    batch(() -> primary.standbyDied());
    events.clear();
    newStandby();
    understudy.skewState(1);
    join();
    assertThat(events).noneMatch(event -> event.contains("differs"));
  }

  @Test
  void aLaggingStandbyDigestsTheRestAndTakesOver() {
    join();
    calls(500);
    Takeover.settle(standby, reader);
    assertThat(standby.digested()).isEqualTo(primary.applied());
    assertThat(understudy.balance(1)).isEqualTo(500);
  }

  @Test
  void aDifferentResultIsReportedAndTheStandbyIsDroppedAndRepliesWaitUntilItIsDead() {
    join();
    calls(3);
    settle();
    understudy.skewResults(1000);
    call();
    settle();
    assertThat(events)
        .contains("update 5, add(int,long,long)", "kill: its result of update 5 differs");
    int before = ada.heard().size();
    call();
    assertThat(ada.heard()).hasSize(before);
    primary.standbyDied();
    assertThat(ada.heard()).hasSize(before + 1);
  }

  @Test
  void aLaggingStandbyComparesAllThatItLags() {
    join();
    understudy.skewResults(1000);
    calls(300);
    settle();
    assertThat(events).contains("update 2, add(int,long,long)");
  }

  @Test
  void aDifferenceOfFormerTimesDoesNotHaveEveryNewStandbyRebuilt() {
    calls(5);
    understudy.skewResults(1000);
    join();
    assertThat(events).noneMatch(event -> event.startsWith("kill"));
    call();
    settle();
    assertThat(events).contains("kill: its result of update 7 differs");
  }

  @Test
  void whatTheDeathOfAClientLeadsToIsComparedToo() {
    join();
    understudy.skewResults(1000);
    primary.sessionLeft(ada);
    for (int i = 0; i <= LIMITS.graceTicks(); i++) {
      batch(primary::tick);
      settle();
    }
    assertThat(understudy.mourned()).containsExactly(1L);
    assertThat(events)
        .contains("update 2, mourn(ClientObituary)", "kill: its result of update 2 differs");
  }

  @Test
  void nothingIsComparedWhenTheUserSaysSo() {
    assertThat(StandbyWatch.of(Ledger.NOT_COMPARED, LIMITS, this).comparesByJournal()).isFalse();
    assertThat(new HotClientWatch(LIMITS, this, false).comparesByJournal()).isFalse();
    assertThat(new HotClientWatch(LIMITS, this, true).comparesByJournal()).isTrue();
  }

  /** How an update ends is no value, and is in the journal with its record. */
  @Test
  void whereNothingIsComparedTheStandbySeesToTheEndOfEveryUpdate() {
    HotClientStandby alone =
        new HotClientStandby(new StateMachine(new Ledger(Ledger.NOT_COMPARED)), this);
    alone.linked();
    alone.answered(0);
    call();
    reader = journal.reader();
    LogRecord record = new LogRecord();
    while (reader.next(record) && record.kind() != LogRecord.Kind.UPDATE) {
      alone.digestFromJournal(record);
    }
    record.noteThatItThrew();
    assertThatThrownBy(() -> alone.digestFromJournal(record))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("threw an exception when it was applied, and returns");
  }

  @Test
  void aSilentStandbyIsDroppedAndNobodyWaits() {
    join();
    for (int i = 0; i < LIMITS.hangTicks(); i++) {
      batch(primary::tick);
    }
    assertThat(events).contains("kill: it was silent for too long");
    call();
    assertThat(ada.heard()).hasSize(1);
  }

  @Test
  void aStandbyIsReadyOnlyWhenItIsNear() {
    calls(100);
    standby.linked();
    batch(() -> takeAll(toPrimary));
    assertThat(primary.standbyPhase()).isEqualTo(StandbyPhase.JOINING);
    settle();
    assertThat(primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
  }

  @Test
  void anAnswerWithoutARequestIsRefused() {
    assertThatThrownBy(() -> standby.answered(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStandbyThatSpeaksLikeAServerIsDropped() {
    join();
    batch(() -> primary.standbyReady(3));
    assertThat(primary.standbyPhase()).isEqualTo(StandbyPhase.DROPPED);
  }

  @Override
  public boolean reserve(int bytes) {
    return true;
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    throw new AssertionError("nothing is forwarded to a standby that asks");
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long first, long last) {
    journal.append(bytes, offset, length);
  }

  @Override
  public void goLive(long journaled) {
    throw new AssertionError("a standby that asks does not go live");
  }

  @Override
  public void answerStandby(long journaled) {
    HotClientStandby to = standby;
    toStandby.add(() -> to.answered(journaled));
  }

  @Override
  public boolean isStandbyDebugged() {
    return false;
  }

  @Override
  public boolean isStandbyAtWork() {
    return false;
  }

  @Override
  public void wakeStandby() {}

  @Override
  public void keepSuspects(List<SuspectCall> suspects) {}

  @Override
  public void dismissStandby() {
    throw new AssertionError("a standby that was killed did not die");
  }

  @Override
  public void killStandby(String why) {
    events.add("kill: " + why);
  }

  @Override
  public void standbyReady(long sequence) {
    events.add("ready");
  }

  @Override
  public void report(String event) {
    events.add(event);
  }

  @Override
  public void standbyDiffers(Difference difference) {
    events.add(
        difference instanceof Difference.OfResult result
            ? "update " + result.sequence() + ", " + result.method()
            : difference.toString());
  }

  @Override
  public void join(long digested) {
    toPrimary.add(() -> primary.standbyJoined(digested));
  }

  @Override
  public void progress(long digested) {
    toPrimary.add(() -> primary.standbyProgressed(digested));
  }

  @Override
  public void ready(long digested) {
    throw new AssertionError("a standby that asks is not asked whether it is ready");
  }

  @Override
  public void answer(long sequence, byte[] outcome) {
    throw new AssertionError("nothing was forwarded");
  }

  @Override
  public void ask(long digested) {
    events.add("asked");
    toPrimary.add(() -> primary.standbyAsked(digested));
  }

  @Override
  public void differs(Difference difference) {
    toPrimary.add(() -> primary.standbyDiffers(difference));
  }

  @Override
  public void heartbeat() {
    events.add("heartbeat");
  }
}
