package dev.understudy.runtime.simulation;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.StandbyEffects;
import java.util.function.Consumer;

/** What a simulated standby tells its primary, through its link. */
record StandbyEnd(SimulatedProcess process) implements StandbyEffects {

  private void send(Consumer<PrimaryCore> message) {
    if (process.upstream != null) {
      process.upstream.toPrimary.send(message);
    }
  }

  @Override
  public void join(long digested) {
    send(primary -> primary.standbyJoined(digested));
  }

  @Override
  public void progress(long digested) {
    send(primary -> primary.standbyProgressed(digested));
  }

  @Override
  public void ready(long digested) {
    process.hazard();
    send(primary -> primary.standbyReady(digested));
  }

  @Override
  public void answer(long sequence, byte[] outcome) {
    send(primary -> primary.standbyAnswered(outcome, 0, outcome.length));
  }

  @Override
  public void heartbeat() {
    send(PrimaryCore::standbyHeard);
  }
}
