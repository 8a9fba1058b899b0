package dev.understudy.example;

import dev.understudy.CallingClient;
import dev.understudy.UpdateContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** A context whose time is the test's: all that a unit test of a server class needs. */
final class TestContext implements UpdateContext {

  private final Random random = new Random(1);
  private Instant now = Instant.parse("2026-01-01T19:00:00Z");

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public UUID newUuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @Override
  public long sequence() {
    return 1;
  }

  @Override
  public CallingClient client() {
    return CallingClient.INSIDE;
  }
}
