package dev.understudy.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPLoggerFactory;

class EventLogTest {

  @Test
  void lineBeginsWithItsTime() {
    assertThat(
            EventLog.formatted(
                "BoxOffice serves.", Instant.parse("2026-11-21T10:15:30.5Z"), ZoneOffset.UTC))
        .isEqualTo("2026-11-21 10:15:30.500 BoxOffice serves.");
  }

  @Test
  void whatOthersWroteStaysWithinTheLine() {
    assertThat(
            EventLog.formatted("'a\nBoxOffice serves.' is refused.", Instant.EPOCH, ZoneOffset.UTC))
        .endsWith(" 'a BoxOffice serves.' is refused.");
  }

  @Test
  void withoutAProviderEventsGoToTheStream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    EventLog.Sink.choose(new NOPLoggerFactory(), NOPLogger.NOP_LOGGER, stream)
        .tell("A death.", Instant.now());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} A death\\.\\R");
  }

  @Test
  void withAProviderNothingGoesToTheStream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    EventLog.Sink.choose(LoggerFactory.getILoggerFactory(), LoggerFactory.getLogger("test"), stream)
        .tell("A death.", Instant.now());
    assertThat(bytes.size()).isZero();
  }

  @Test
  void whatTheUserSetForSlf4jStays() {
    String before = System.setProperty("slf4j.internal.verbosity", "WARN");
    try {
      EventLog.silenceMissingProvider();
      assertThat(System.getProperty("slf4j.internal.verbosity")).isEqualTo("WARN");
    } finally {
      if (before == null) {
        System.clearProperty("slf4j.internal.verbosity");
      } else {
        System.setProperty("slf4j.internal.verbosity", before);
      }
    }
  }
}
