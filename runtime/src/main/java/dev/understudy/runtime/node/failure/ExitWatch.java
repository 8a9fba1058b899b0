package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ExitCaller;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees that the server class ends its own process by {@code System.exit}, and notes that in the
 * last words. It runs as the JVM's shutdown hook, while the writer is still inside that call. For
 * any thread.
 */
public final class ExitWatch {

  private record Watched(LastWords words, Thread writer) {}

  // More than one: a warm-up has a writer of its own, and may still be under way at the takeover.
  private static final Set<Watched> WATCHED = ConcurrentHashMap.newKeySet();
  private static final AtomicReference<@Nullable Thread> HOOK = new AtomicReference<>();

  private ExitWatch() {}

  /** From now on this writer is watched, too. */
  public static void watch(LastWords words, Thread writer) {
    WATCHED.removeIf(watched -> !watched.writer.isAlive());
    WATCHED.add(new Watched(words, writer));
    Thread hook = new Thread(ExitWatch::look, "exit-watch");
    if (HOOK.compareAndSet(null, hook)) {
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        EventLog.event("this process is about to end already", e);
      }
    }
  }

  private static void look() {
    for (Watched watched : WATCHED) {
      if (ExitCaller.callIn(List.of(watched.writer.getStackTrace())).isPresent()) {
        watched.words.mark(LastWords.Mark.EXIT);
      }
    }
  }
}
