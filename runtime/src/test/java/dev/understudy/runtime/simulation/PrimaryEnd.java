package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryEffects;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.wire.LogRecord;
import java.util.Arrays;
import java.util.List;

/** What a simulated primary does: its link, its journal, its kills. */
final class PrimaryEnd implements PrimaryEffects {

  private final SimulatedProcess process;
  private final World world;

  // The room that was taken and not yet used; the begin of an epoch needs no asking.
  private int room = LogRecord.HEADER_BYTES;

  PrimaryEnd(SimulatedProcess process) {
    this.process = process;
    this.world = process.world;
  }

  @Override
  public boolean reserve(int bytes) {
    if (bytes > room && world.disk().isFull) {
      world.metFullDisk();
      return false;
    }
    room = Math.max(room, bytes);
    return true;
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    process.criticalHazard();
    LogRecord record = new LogRecord();
    int written = world.disk().journal.size();
    int at = offset;
    while (at < offset + length) {
      int size = record.parse(bytes, at, offset + length - at);
      byte[] sent = Arrays.copyOfRange(bytes, at, at + size);
      epoch().send(standby -> forwardTo(standby, sent, journaled, written));
      at += size;
    }
    if (world.chance().oneIn(2)) {
      epoch().flush();
    }
    process.criticalHazard();
  }

  private static void forwardTo(StandbyCore to, byte[] sent, long journaled, int written) {
    HotServerStandby standby = (HotServerStandby) to;
    LogRecord record = new LogRecord();
    record.viewValid(sent, 0, sent.length);
    standby.forwarded(record);
    standby.journaled(journaled, 1, written); // All in one segment.
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long first, long last) {
    process.criticalHazard();
    if (!world.kernel().holdsFence(process)) {
      throw new AssertionError("a write to the journal without the fence");
    }
    if (length > room) {
      throw new AssertionError("a write of " + length + " bytes where room for " + room + " is");
    }
    room -= length;
    world.writeTorn(process, bytes, offset, length);
    world.disk().writtenUpTo = last;
    process.criticalHazard();
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
    process.hazard();
  }

  @Override
  public void report(String event) {}

  @Override
  public void standbyDiffers(Difference difference) {
    SimulatedProcess understudy = epoch().understudy();
    boolean honest = understudy == null || !understudy.ledger.isSkewed();
    if (honest && !process.ledger.isSkewed()) {
      throw new AssertionError("a difference between honest processes: " + difference);
    }
    epoch().standbyDiffers();
    world.reported(difference);
  }
}
