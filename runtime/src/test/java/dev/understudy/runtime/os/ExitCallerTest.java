package dev.understudy.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCallerTest {

  private static StackTraceElement frame(String type, String method, int line) {
    return new StackTraceElement(type, method, type + ".java", line);
  }

  @Test
  void whoCalledExitIsNamedByItsPlaceInTheSource() {
    assertThat(
            ExitCaller.callIn(
                List.of(
                    frame("java.lang.Shutdown", "exit", 1),
                    frame("java.lang.Runtime", "exit", 2),
                    frame("java.lang.System", "exit", 3),
                    frame("Seats", "open", 42),
                    frame("Main", "main", 7))))
        .contains("the System.exit in Seats.open (Seats.java:42)");
    assertThat(
            ExitCaller.callIn(
                List.of(frame("java.lang.Runtime", "exit", 2), frame("Seats", "exit", 42))))
        .contains("the System.exit in Seats.exit (Seats.java:42)");
  }

  @Test
  void aSignalIsNobodysCall() {
    assertThat(
            ExitCaller.callIn(
                List.of(
                    frame("java.lang.Shutdown", "exit", 1),
                    frame("java.lang.Terminator$1", "handle", 2))))
        .isEmpty();
    assertThat(ExitCaller.find()).isEmpty();
  }
}
