package dev.understudy.runtime.simulation;

import dev.understudy.runtime.failover.PrimaryEffects;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.replication.Difference;
import dev.understudy.runtime.wire.LogRecord;
import java.util.Arrays;
import java.util.function.Consumer;

/** What a simulated primary does: its link, its journal, its kills. */
final class PrimaryEnd implements PrimaryEffects {

  private final SimulatedProcess process;
  private final World world;

  // The room that was taken and not yet used; the begin of a reign needs no asking.
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
    Link link = process.downstream;
    if (link == null) {
      throw new AssertionError("a forward to a standby that is not there");
    }
    LogRecord record = new LogRecord();
    int at = offset;
    while (at < offset + length) {
      int size = record.parse(bytes, at, offset + length - at);
      byte[] sent = Arrays.copyOfRange(bytes, at, at + size);
      link.toStandby.send(standby -> forwardTo(standby, sent, journaled));
      at += size;
    }
    if (world.chance().oneIn(2)) {
      link.toStandby.flush();
    }
    process.criticalHazard();
  }

  private static void forwardTo(StandbyCore standby, byte[] sent, long journaled) {
    standby.journaled(journaled);
    LogRecord record = new LogRecord();
    record.viewValid(sent, 0, sent.length);
    standby.forwarded(record);
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long first, long last) {
    process.criticalHazard();
    if (!world.holdsFence(process)) {
      throw new AssertionError("a write to the journal without the fence");
    }
    if (length > room) {
      throw new AssertionError("a write of " + length + " bytes where room for " + room + " is");
    }
    room -= length;
    world.writeTorn(process, bytes, offset, length);
    process.criticalHazard();
  }

  @Override
  public void goLive(long journaled) {
    send(standby -> standby.live(journaled));
    process.hazard();
  }

  private void send(Consumer<StandbyCore> message) {
    if (process.downstream != null) {
      process.downstream.toStandby.send(message);
    }
  }

  @Override
  public void heartbeat() {
    send(standby -> {});
  }

  @Override
  public void killStandby(String why) {
    process.hazard();
    if (process.understudy == null) {
      throw new AssertionError("a standby that is not there is to be killed: " + why);
    }
    world.sendKill(process.understudy);
    process.hazard();
  }

  @Override
  public void standbyReady(long sequence) {
    process.hazard();
  }

  @Override
  public void resultDiffers(Difference difference) {
    boolean honest = process.understudy == null || !process.understudy.ledger.isSkewed();
    if (honest && !process.ledger.isSkewed()) {
      throw new AssertionError("a difference between honest processes: " + difference);
    }
    world.reported(difference);
  }
}
