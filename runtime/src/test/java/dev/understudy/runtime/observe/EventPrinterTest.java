package dev.understudy.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventPrinterTest {

  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final EventPrinter printer = new EventPrinter(lost -> printed.add(lost + " lost"));

  @Test
  void eventsArePrintedInOrder() {
    for (int i = 0; i < 1_000; i++) {
      String line = Integer.toString(i);
      printer.print(() -> printed.add(line));
    }
    printer.flush(Duration.ofSeconds(30));
    assertThat(printed).hasSize(1_000).startsWith("0", "1", "2").endsWith("998", "999");
  }

  /** As a terminal does after Ctrl-S. */
  @Test
  void whoTellsOfAnEventDoesNotWaitForAnOutputThatTakesNone() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    printer.print(
        () -> {
          stopped.countDown();
          awaitUnchecked(goesOn);
        });
    assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < EventPrinter.MOST_WAITING + 7; i++) { // Comes to an end.
      printer.print(() -> printed.add("."));
    }
    printer.flush(Duration.ofMillis(1)); // And so does this.
    assertThat(printed).isEmpty();
    goesOn.countDown();
    printer.flush(Duration.ofSeconds(30));
    assertThat(printed).hasSize(EventPrinter.MOST_WAITING + 1).contains("7 lost");
  }

  @Test
  void afterOneThatCannotBePrintedTheOthersAre() {
    printer.print(
        () -> {
          throw new IllegalStateException("as asked");
        });
    printer.print(() -> printed.add("next"));
    printer.flush(Duration.ofSeconds(30));
    assertThat(printed).containsExactly("next");
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
