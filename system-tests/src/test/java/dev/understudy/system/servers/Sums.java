package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What most of the tests play on: sums, and a few ways to die. */
@HighlyAvailable
public class Sums implements SumCalls {

  /** The system property that names a directory, of which {@code @OnPrimary} reads every file. */
  public static final String READ_ALL = "sums.readAll";

  @State private final TreeMap<String, Long> sums = new TreeMap<>();
  @State private final ArrayList<String> arguments = new ArrayList<>();
  @State private final ArrayList<String> epochs = new ArrayList<>();
  private transient String word = "plain";

  /** As the launcher makes it. */
  public Sums() {}

  Sums(String word) {
    this.word = word;
  }

  /** Refuses the argument {@code refuse}, and takes all others. */
  @Update(first = true)
  public void open(List<String> launchArguments) {
    if (launchArguments.contains("refuse")) {
      throw new IllegalArgumentException("it is not open to\nthat");
    }
    arguments.addAll(launchArguments);
  }

  @Override
  @Update
  public long add(String key, long amount) {
    return sums.merge(key, amount, Long::sum);
  }

  @Override
  @Update
  public long take(String key, long amount) throws OverdrawnException {
    long sum = sums.getOrDefault(key, 0L);
    if (sum < amount) {
      throw new OverdrawnException(key, amount - sum);
    }
    sums.put(key, sum - amount);
    return sum - amount;
  }

  /** Adds many at once: arguments of every kind of size. */
  @Update
  public long addAll(Map<String, List<Long>> amounts, long[] more, Set<Instant> ignored) {
    amounts.forEach((key, each) -> each.forEach(amount -> add(key, amount)));
    return Arrays.stream(more).map(amount -> add("more", amount)).sum();
  }

  /** A result of any size, and a trace of it. */
  @Update
  public byte[] applyLarge(int bytes) {
    add("large", 1);
    return new byte[bytes];
  }

  /** A result of any size. */
  @Query
  public byte[] askLarge(int bytes) {
    return new byte[bytes];
  }

  /** Takes arguments of any size. */
  @Update
  public int send(byte[] bytes) {
    return bytes.length;
  }

  /** What the context gives, for both sides to give the same. */
  @Update
  public ContextReading stamp(UpdateContext context) {
    return new ContextReading(
        context.now(),
        context.random().nextLong(),
        context.newUuid(),
        context.sequence(),
        context.client().session(),
        context.client().name());
  }

  /** Exits, if it finds this file, which it deletes. A death as users cause it. */
  @Update
  public long exitOnce(String flagFile) {
    if (deleted(flagFile)) {
      System.exit(0);
    }
    return add("exits", 1);
  }

  /** Throws an error, if it finds this file, which it deletes. */
  @Update
  public long failOnce(String flagFile) {
    if (deleted(flagFile)) {
      throw new AssertionError("deliberate");
    }
    return add("errors", 1);
  }

  /** Never ends, if it finds this file, which it deletes. Other threads are lively meanwhile. */
  @Update
  public long hangOnce(String how, String flagFile) {
    if (deleted(flagFile)) {
      Hang.forEver(how);
    }
    return add("hangs", 1);
  }

  @Override
  @Update
  public void noteEpoch(long pid, String servingWord) {
    epochs.add(pid + " " + servingWord);
  }

  @Override
  @Query
  public long sum(String key) {
    return sums.getOrDefault(key, 0L);
  }

  /** What the launcher gave after {@code --}. */
  @Query
  public List<String> arguments() {
    return arguments;
  }

  @Override
  @Query
  public List<String> epochs() {
    return epochs;
  }

  /** Calls back through the interface that the primary has too. */
  @OnPrimary
  void serves(SumCalls tally) {
    String directory = System.getProperty(READ_ALL);
    if (directory != null) {
      readAll(Path.of(directory));
    }
    tally.noteEpoch(ProcessHandle.current().pid(), word);
  }

  /** Reads every file below a directory, the file of the fence too. */
  public static void readAll(Path directory) {
    boolean readAll = false;
    while (!readAll) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          read(file);
        }
        readAll = true;
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
        // The pair has removed something on the way: once more.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void read(Path file) throws IOException {
    try {
      Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      // The pair has just replaced or removed it.
      return;
    }
  }

  private static boolean deleted(String file) {
    try {
      return Files.deleteIfExists(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
