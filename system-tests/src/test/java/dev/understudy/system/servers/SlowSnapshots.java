package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.Restore;
import dev.understudy.Snapshot;
import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.concurrent.locks.LockSupport;

/** Its snapshots are slow to save or to load, or cannot be made, as long as a file says so. */
@HighlyAvailable
public class SlowSnapshots {

  /** The system property that names the file; what is in it is done at every save. */
  public static final String HABIT = "slow.habit";

  /** What is added to its name for the file that tells for how many milliseconds it has loaded. */
  public static final String TOLD = ".loading";

  private static final int FILLED_LONGS = 3 << 20;

  private transient long count;

  /** Counts, and makes the journal longer. */
  @Update
  public long add(byte[] ignored) {
    return ++count;
  }

  /** How many there were. */
  @Query
  public long count() {
    return count;
  }

  @Snapshot
  void save(StateOutput out) {
    switch (habit()) {
      case "refuse" -> throw new IllegalStateException("it gives nothing away");
      case "fail" -> throw new ServiceConfigurationError("it gives nothing away");
      case "exit" -> System.exit(3);
      case "wait" -> {
        while (habit().equals("wait")) {
          LockSupport.parkNanos(10_000_000);
        }
      }
      default -> {
        // It is in a good mood.
      }
    }
    out.writeLong(count);
    if (habit().equals("fill")) {
      for (int i = 0; i < FILLED_LONGS; i++) {
        out.writeLong(i);
      }
    }
  }

  @Restore
  void load(StateInput in) {
    count = in.readLong();
    if (habit().equals("fill")) {
      for (int i = 0; i < FILLED_LONGS; i++) {
        in.readLong();
      }
    }
    long beginNanos = System.nanoTime();
    while (habit().startsWith("load")) {
      tell((System.nanoTime() - beginNanos) / 1_000_000);
      if (habit().equals("load idly")) {
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static void tell(long millis) {
    try {
      Files.writeString(Path.of(System.getProperty(HABIT) + TOLD), Long.toString(millis));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String habit() {
    String name = System.getProperty(HABIT);
    if (name == null) {
      return "";
    }
    try {
      Path file = Path.of(name);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // It was just taken away.
    }
  }
}
