package dev.understudy.runtime.os;

import java.util.List;
import java.util.Optional;

/**
 * Who ends this process by {@code System.exit}: for a shutdown hook, while that call is under way.
 * Without state.
 */
public final class ExitCaller {

  private ExitCaller() {}

  /** The call, and where it stands in the source; empty if something else ends the process. */
  public static Optional<String> find() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(stack -> callIn(List.of(stack)).stream())
        .findFirst();
  }

  /** The call in one stack, if there is one: {@code exit} does not return to its caller. */
  public static Optional<String> callIn(List<StackTraceElement> stack) {
    boolean exits = false;
    for (StackTraceElement frame : stack) {
      boolean isExit =
          frame.getMethodName().equals("exit")
              && (frame.getClassName().equals(Runtime.class.getName())
                  || frame.getClassName().equals(System.class.getName()));
      if (exits && !isExit) {
        return Optional.of(
            "the System.exit in %s.%s (%s:%d)"
                .formatted(
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber()));
      }
      exits |= isExit;
    }
    return Optional.empty();
  }
}
