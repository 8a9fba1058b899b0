package dev.understudy.example;

import dev.understudy.UnderstudyException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether seats are held for too long. A thread of the primary's process: it
 * calls the office as any client would, and each release is an update that the standby sees too.
 */
final class BoxOfficeClock {

  private static final Logger LOG = LoggerFactory.getLogger(BoxOfficeClock.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final BoxOfficePrimary office;

  private BoxOfficeClock(BoxOfficePrimary office) {
    this.office = office;
  }

  /** Starts the clock of this process; it ends with the process. */
  static void start(BoxOfficePrimary office) {
    Thread thread = new Thread(new BoxOfficeClock(office)::run, "box-office-clock");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(TICK.toMillis());
        tick();
      }
    } catch (InterruptedException e) {
      LOG.info("The clock of the box office has stopped.");
    }
  }

  private void tick() {
    try {
      if (office.seatsHeld() > 0) {
        office.releaseLapsedHolds();
      }
    } catch (UnderstudyException e) {
      LOG.warn("Held seats stay held for another second: {}", e.getMessage());
    }
  }
}
