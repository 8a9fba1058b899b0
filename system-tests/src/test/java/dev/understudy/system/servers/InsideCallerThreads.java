package dev.understudy.system.servers;

import dev.understudy.CallRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Threads that call the primary of their own process, half of them without waiting for each answer.
 * What they were told they write to memory that outlives the process: for each thread, how far it
 * was counted when it began, and how far now.
 */
public final class InsideCallerThreads {

  /** How many calls of one thread are under way at the most. */
  public static final int MOST_UNDER_WAY = 4;

  private static final int BYTES_EACH = 2 * Long.BYTES;

  private InsideCallerThreads() {}

  /** The file with what the threads of a process were told. */
  public static Path file(Path folder, long pid) {
    return folder.resolve("told-" + pid);
  }

  /** Where a thread began, in what a file holds. */
  public static long base(ByteBuffer told, int thread) {
    return told.getLong(thread * BYTES_EACH);
  }

  /** How far a thread was told that it came, in what a file holds. */
  public static long acknowledged(ByteBuffer told, int thread) {
    return told.getLong(thread * BYTES_EACH + Long.BYTES);
  }

  /** The key of a thread. */
  public static String key(int thread) {
    return "thread " + thread;
  }

  static void begin(InsideCallersPrimary primary, int threads) throws IOException {
    Path file = file(Path.of(""), ProcessHandle.current().pid());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer told =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) threads * BYTES_EACH);
      Files.move(fresh, file); // Whoever finds it finds all of it.
      for (int i = 0; i < threads; i++) {
        int number = i;
        Thread thread = new Thread(() -> work(primary, number, told), key(number));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void work(InsideCallersPrimary primary, int number, ByteBuffer told) {
    String key = key(number);
    try {
      long count = primary.counted(key);
      told.putLong(number * BYTES_EACH, count);
      told.putLong(number * BYTES_EACH + Long.BYTES, count);
      int underWay = number % 2 == 0 ? 1 : MOST_UNDER_WAY;
      ArrayDeque<CompletableFuture<Long>> answers = new ArrayDeque<>();
      while (true) {
        long counted;
        if (underWay == 1) {
          counted = primary.count(key);
        } else {
          answers.add(primary.countAsync(key));
          if (answers.size() < underWay) {
            continue;
          }
          counted = answers.remove().join();
        }
        count++;
        if (counted != count) {
          primary.fault(key + " was told " + counted + " in place of " + count);
          return;
        }
        told.putLong(number * BYTES_EACH + Long.BYTES, count);
      }
    } catch (CallRefusedException e) {
      return; // It stops: what was refused was not applied.
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof CallRefusedException)) {
        primary.fault(key + ": " + e);
      }
    } catch (RuntimeException e) {
      primary.fault(key + ": " + e);
    }
  }
}
