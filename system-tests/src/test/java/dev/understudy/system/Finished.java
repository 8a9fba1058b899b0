package dev.understudy.system;

/**
 * How a command ended.
 *
 * @param exitCode for the shell
 * @param out what it printed
 * @param err what it complained about
 */
record Finished(int exitCode, String out, String err) {

  /** How many lines of complaint there are. */
  long complaints() {
    return err.lines().filter(line -> !line.isBlank()).count();
  }
}
