package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryEffects;
import dev.understudy.runtime.core.primary.SnapshotSchedule;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.wire.LogRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a simulated primary does: its link, its journal, its kills. */
final class PrimaryEnd implements PrimaryEffects {

  private final SimulatedProcess process;
  private final World world;

  private final Journal journal;
  private final SnapshotSchedule schedule;
  private Runnable delayed = () -> {};
  private @Nullable ShadowStandby shadow;

  PrimaryEnd(SimulatedProcess process, Journal journal) {
    this.process = process;
    this.world = process.world;
    this.journal = journal;
    this.schedule =
        new SnapshotSchedule(world.scenario().snapshotEveryBytes(), SimulatedSwitchover.TICK);
  }

  Journal journal() {
    return journal;
  }

  SnapshotSchedule schedule() {
    return schedule;
  }

  @Override
  public boolean reserve(int bytes) {
    boolean hasRoom = world.has(Mutation.NO_ROOM_ASKED) || journal.reserve(bytes);
    if (!hasRoom) {
      world.metFullDisk();
    }
    return hasRoom;
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    process.criticalHazard();
    LogRecord record = new LogRecord();
    long inSegment = journal.segmentFirst();
    long written = journal.segmentOffset();
    int at = offset;
    while (at < offset + length) {
      int size = record.parse(bytes, at, offset + length - at);
      byte[] sent = Arrays.copyOfRange(bytes, at, at + size);
      if (shadow != null) {
        shadow.forwarded(sent);
      }
      if (!(world.has(Mutation.LINK_LOSES) && world.chance().oneIn(30))) {
        epoch().send(standby -> forwardTo(standby, sent, journaled, inSegment, written));
      }
      at += size;
    }
    if (world.chance().oneIn(2)) {
      epoch().flush();
    }
    process.criticalHazard();
  }

  private static void forwardTo(
      StandbyCore to, byte[] sent, long journaled, long inSegment, long written) {
    HotServerStandby standby = (HotServerStandby) to;
    LogRecord record = new LogRecord();
    record.viewValid(sent, 0, sent.length);
    standby.forwarded(record);
    standby.journaled(journaled, inSegment, written);
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long first, long last) {
    process.criticalHazard();
    if (!world.kernel().holdsFence(process)) {
      throw new AssertionError("a write to the journal without the fence");
    }
    if (world.has(Mutation.REPLY_BEFORE_THE_JOURNAL)) {
      appendLater(Arrays.copyOfRange(bytes, offset, offset + length), first, last);
    } else {
      journal.append(bytes, offset, length, first, last);
    }
    if (world.disk().options().syncAlways() && !world.has(Mutation.JOURNAL_NOT_SYNCED)) {
      journal.force();
    }
    world.note(
        process,
        "has journaled up to update %d in segment %d, up to offset %d"
            .formatted(last, journal.segmentFirst(), journal.segmentOffset()));
    schedule.journaled(length);
    world.disk().writtenUpTo = last;
    process.criticalHazard();
  }

  private void appendLater(byte[] bytes, long first, long last) {
    Runnable before = delayed;
    delayed = () -> journal.append(bytes, 0, bytes.length, first, last);
    before.run();
  }

  void standbyIsGone() {
    shadow = null;
  }

  /** Whether a mutation answers in the place of the standby. */
  boolean answersItself() {
    return shadow != null;
  }

  /** What a mutation does while the standby has not answered: it answers in its place. */
  void releaseEarly() {
    ShadowStandby answering = shadow;
    if (answering != null) {
      answering.answer(epoch().core());
    }
  }

  @Override
  public void goLive(long journaled) {
    epoch().send(standby -> ((HotServerStandby) standby).live(journaled));
    process.hazard();
  }

  @Override
  public void answerStandby(long journaled) {
    epoch().send(standby -> ((HotClientStandby) standby).answered(journaled));
    process.hazard();
  }

  private PrimaryLoop epoch() {
    PrimaryLoop epoch = process.epoch();
    if (epoch == null) {
      throw new AssertionError("a process that does not epoch has a standby");
    }
    return epoch;
  }

  @Override
  public void heartbeat() {
    epoch().send(standby -> {});
  }

  @Override
  public boolean isStandbyDebugged() {
    return false;
  }

  @Override
  public boolean isStandbyAtWork() {
    return world.chance().oneIn(2);
  }

  @Override
  public void wakeStandby() {
    epoch().send(StandbyCore::wake);
    process.hazard();
  }

  @Override
  public void keepSuspects(List<SuspectCall> suspects) {}

  @Override
  public void dismissStandby() {
    SimulatedProcess understudy = epoch().understudy();
    if (understudy != null && understudy.isAlive) {
      process.hazard();
      understudy.isDismissed = true;
      world.dismissed();
      process.hazard();
    }
  }

  @Override
  public void killStandby(String why) {
    process.hazard();
    SimulatedProcess understudy = epoch().understudy();
    if (understudy == null) {
      throw new AssertionError("a standby that is not there is to be killed: " + why);
    }
    world.kernel().sendKill(understudy);
    process.hazard();
  }

  @Override
  public void standbyReady(long sequence) {
    boolean isLevel =
        world.scenario().variant() == Variant.HOT_SERVER && sequence == process.state().sequence();
    if (world.has(Mutation.REPLY_BEFORE_THE_STANDBYS) && isLevel) {
      shadow = new ShadowStandby(process.state());
    }
    process.hazard();
  }

  @Override
  public void report(String event) {}

  @Override
  public void standbyDiffers(Difference difference) {
    SimulatedProcess understudy = epoch().understudy();
    boolean honest = understudy == null || !understudy.isSkewed();
    if (honest && !process.isSkewed()) {
      throw new AssertionError("a difference between honest processes: " + difference);
    }
    epoch().standbyDiffers();
    world.reported(difference);
    if (world.has(Mutation.DIFFERENT_STANDBY_LIVES)) {
      epoch().core().standbyDied();
    }
  }
}
