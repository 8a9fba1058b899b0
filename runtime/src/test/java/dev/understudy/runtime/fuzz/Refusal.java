package dev.understudy.runtime.fuzz;

/** Checks how bytes are refused. */
final class Refusal {

  private Refusal() {}

  /** A reader refuses what it reads by this exception: it says why, in one line. */
  static boolean by(RuntimeException documented) {
    String message = documented.getMessage();
    if (message == null || message.isEmpty()) {
      throw new AssertionError("a refusal that does not say why", documented);
    }
    if (message.indexOf('\n') >= 0 || message.indexOf('\r') >= 0) {
      throw new AssertionError("a refusal of more than one line", documented);
    }
    return false;
  }
}
