package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Called by many threads of its own process: see {@link InsideCallerThreads}. */
@HighlyAvailable
public class InsideCallers {

  /** The system property with the number of threads that call. */
  public static final String THREADS = "inside.threads";

  /** The system property that names a file: while it is there, {@code @OnPrimary} throws. */
  public static final String TROUBLE = "inside.trouble";

  @State private final TreeMap<String, Long> counts = new TreeMap<>();
  @State private final ArrayList<String> faults = new ArrayList<>();

  /** Counts. */
  @Update
  public long count(String key) {
    return counts.merge(key, 1L, Long::sum);
  }

  /** Notes what was not as it should be. */
  @Update
  public void fault(String what) {
    faults.add(what);
  }

  /** How often a key was counted. */
  @Query
  public long counted(String key) {
    return counts.getOrDefault(key, 0L);
  }

  /** What was not as it should be. */
  @Query
  public List<String> faults() {
    return faults;
  }

  /** Sends the threads to work. */
  @OnPrimary
  void begin(InsideCallersPrimary primary) throws IOException {
    String trouble = System.getProperty(TROUBLE);
    if (trouble != null && Files.exists(Path.of(trouble))) {
      String kind = Files.readString(Path.of(trouble));
      if (kind.equals("error")) {
        throw new NoClassDefFoundError("deliberate");
      }
      throw new IOException("the port is taken, deliberately");
    }
    InsideCallerThreads.begin(primary, Integer.getInteger(THREADS, 1));
  }
}
