package dev.understudy.runtime.wire;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A value of the user's that cannot be written, or could not be restored as what it is. Its message
 * says what, where it stands, and what to do.
 */
public final class UnsavableException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  // The path to a value within a million others is no help to anybody.
  private static final int SHOWN_STEPS = 8;

  private final String problem;
  private final transient Deque<String> innermost = new ArrayDeque<>();
  private final transient Deque<String> outermost = new ArrayDeque<>();

  /**
   * @param problem what it is, and what to do about it, in one line
   */
  public UnsavableException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /**
   * @param problem what it is, and what to do about it, in one line
   * @param cause what the user's code threw
   */
  public UnsavableException(String problem, Throwable cause) {
    super(problem, cause);
    this.problem = problem;
  }

  /**
   * Says where the value stands, from the inside to the outside.
   *
   * @param step a field's name; or an index, in brackets
   */
  public void within(String step) {
    if (innermost.size() < SHOWN_STEPS) {
      innermost.addFirst(step);
      return;
    }
    outermost.addFirst(step);
    if (outermost.size() > SHOWN_STEPS) {
      outermost.removeLast();
    }
  }

  /** The path to the value, or nothing if it is the outermost one: {@code seats[3].holder}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    outermost.forEach(step -> append(path, step));
    if (outermost.size() == SHOWN_STEPS) {
      path.append(" ... ");
    }
    innermost.forEach(step -> append(path, step));
    return path.toString();
  }

  private static void append(StringBuilder path, String step) {
    if (path.length() > 0 && !step.startsWith("[")) {
      path.append('.');
    }
    path.append(step);
  }

  /** What it is, without the path. */
  public String problem() {
    return problem;
  }

  @Override
  public String getMessage() {
    String path = path();
    return path.isEmpty() ? problem : path + ": " + problem;
  }
}
