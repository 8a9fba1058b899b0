package dev.understudy.runtime.observe;

import dev.understudy.runtime.text.OneLine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * The events that matter, a line each: through SLF4J, under the name {@code dev.understudy}, at
 * level info; or, where the application brought no SLF4J provider, on standard error. A thread of
 * our own prints them in order, so no caller waits for it. For any thread.
 */
public final class EventLog {

  /** The name of the logger of all events. */
  public static final String LOGGER_NAME = "dev.understudy";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private static final Duration LAST_MOMENT = Duration.ofMillis(300);

  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private static final ThreadLocal<Boolean> MUTED = ThreadLocal.withInitial(() -> false);

  private EventLog() {}

  /**
   * Keeps SLF4J from warning that it has no provider: that is a choice, not a fault. To be called
   * before SLF4J is first used; harmless later. What the user has set stays.
   */
  public static void silenceMissingProvider() {
    if (System.getProperty(VERBOSITY) == null) {
      System.setProperty(VERBOSITY, "ERROR");
    }
  }

  /** Keeps the calling thread from telling of events: what it does is not meant for people. */
  public static void mute() {
    MUTED.set(true);
  }

  /** Whether the calling thread tells of no events. */
  public static boolean isMuted() {
    return MUTED.get();
  }

  /** Tells of an event, in one line, whatever texts of others it quotes. */
  public static void event(String line) {
    if (!MUTED.get()) {
      Instant at = Instant.now();
      Printer.OF_THIS_PROCESS.print(() -> Sink.CHOSEN.tell(line, at));
    }
  }

  /** Prints something else in its turn between the events, and does not wait for that either. */
  public static void print(Runnable printing) {
    Printer.OF_THIS_PROCESS.print(printing);
  }

  /**
   * Waits for a moment until what was told so far is printed. To be called before the process ends
   * by other means than {@link System#exit}, which does so by itself.
   */
  public static void flush() {
    Printer.OF_THIS_PROCESS.flush(LAST_MOMENT);
  }

  /** Tells of what went wrong, in one line; what caused it goes to a debug line. */
  public static void event(String line, Throwable cause) {
    event(line + ": " + cause);
    if (Sink.LOGGER.isDebugEnabled()) {
      Printer.OF_THIS_PROCESS.print(() -> Sink.LOGGER.debug(line, cause));
    }
  }

  /** What an event looks like where no logging framework formats it. */
  static String formatted(String line, Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone)) + " " + OneLine.of(line);
  }

  /** Made with the first event. */
  private static final class Printer {
    static final EventPrinter OF_THIS_PROCESS =
        new EventPrinter(
            lost ->
                Sink.CHOSEN.tell(
                    lost + " events are missing here: the output did not take them in time",
                    Instant.now()));
  }

  /** Where events go. */
  @FunctionalInterface
  interface Sink {
    /** The logger; made only once {@link #silenceMissingProvider} was called. */
    Logger LOGGER = logger();

    /** The sink of this process. */
    Sink CHOSEN = choose(LoggerFactory.getILoggerFactory(), LOGGER, System.err);

    void tell(String line, Instant at);

    /** Chooses the logger, unless nobody would see what goes there. */
    static Sink choose(ILoggerFactory factory, Logger logger, PrintStream otherwise) {
      if (factory instanceof NOPLoggerFactory) {
        return (line, at) -> otherwise.println(formatted(line, at, ZoneId.systemDefault()));
      }
      return (line, at) -> logger.info(OneLine.of(line));
    }

    private static Logger logger() {
      silenceMissingProvider();
      return LoggerFactory.getLogger(LOGGER_NAME);
    }
  }
}
