package dev.understudy.runtime.observe;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * The events that matter, a line each: through SLF4J, under the name {@code dev.understudy}, at
 * level info; or, where the application brought no SLF4J provider, on standard error. For any
 * thread.
 */
public final class EventLog {

  /** The name of the logger of all events. */
  public static final String LOGGER_NAME = "dev.understudy";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

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

  /** Tells of an event, in one line, whatever texts of others it quotes. */
  public static void event(String line) {
    if (!MUTED.get()) {
      Sink.CHOSEN.tell(line);
    }
  }

  /** Tells of what went wrong, in one line; what caused it goes to a debug line. */
  public static void event(String line, Throwable cause) {
    event(line + ": " + cause);
    Sink.LOGGER.debug(line, cause);
  }

  /** What an event looks like where no logging framework formats it. */
  static String formatted(String line, Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone)) + " " + OneLine.of(line);
  }

  /** Where events go. */
  @FunctionalInterface
  interface Sink {
    /** The logger; made only once {@link #silenceMissingProvider} was called. */
    Logger LOGGER = logger();

    /** The sink of this process. */
    Sink CHOSEN = choose(LoggerFactory.getILoggerFactory(), LOGGER, System.err);

    void tell(String line);

    /** Chooses the logger, unless nobody would see what goes there. */
    static Sink choose(ILoggerFactory factory, Logger logger, PrintStream otherwise) {
      if (factory instanceof NOPLoggerFactory) {
        return line -> otherwise.println(formatted(line, Instant.now(), ZoneId.systemDefault()));
      }
      return line -> logger.info(OneLine.of(line));
    }

    private static Logger logger() {
      silenceMissingProvider();
      return LoggerFactory.getLogger(LOGGER_NAME);
    }
  }
}
