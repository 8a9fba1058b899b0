package dev.understudy.system.servers;

import dev.understudy.ClientObituary;
import dev.understudy.HighlyAvailable;
import dev.understudy.OnObituary;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Has calls that end, or hold up, whatever process they run in. */
@HighlyAvailable
public class BadCalls {

  /** The system property that names a file; while it is there, a caller inside calls what exits. */
  public static final String INSIDE = "bad.inside";

  @State private long sum;

  /** Harmless. */
  @Update
  public long add(long amount) {
    sum += amount;
    return sum;
  }

  /** Ends its process, each time it runs. */
  @Update
  public long fall(String how) {
    switch (how) {
      case "exit" -> System.exit(0);
      case "exit 80" -> System.exit(80); // As a primary that has ended its pair in order.
      case "error" -> throw new AssertionError("deliberate");
      case "loop" -> Hang.forEver(how);
      default -> throw new IllegalArgumentException(how);
    }
    return sum;
  }

  /** Lasts as long as a file is there. */
  @Update
  public long last(String file) {
    while (Files.exists(Path.of(file))) {
      Thread.onSpinWait();
    }
    return add(1);
  }

  /** Takes its time, on both sides. */
  @Update
  public long dawdle(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    return add(1);
  }

  /** Leaves its thread interrupted. */
  @Update
  public long interrupt() {
    Thread.currentThread().interrupt();
    return add(1);
  }

  /** Takes and gives much. */
  @Update
  public byte[] echo(byte[] bytes) {
    add(1);
    return bytes;
  }

  /** A client has died. */
  @OnObituary
  void died(ClientObituary client) {
    add(1_000);
  }

  /** Never ends. */
  @Query
  public long ask(String how) {
    Hang.forEver(how);
    return sum;
  }

  /** A query that is harmless. */
  @Query
  public long sum() {
    return sum;
  }

  @OnPrimary
  void serves(BadCallsPrimary self) {
    String file = System.getProperty(INSIDE);
    if (file != null && Files.exists(Path.of(file))) {
      self.fall("exit");
    }
  }
}
