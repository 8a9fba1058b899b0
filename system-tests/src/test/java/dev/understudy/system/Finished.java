package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** A command that ended so, with one line of complaint that has these parts. */
  static void assertOneLine(Finished finished, int exitCode, String... parts) {
    assertThat(finished.err()).contains(parts);
    assertThat(finished.exitCode()).as(finished.err()).isEqualTo(exitCode);
    // A wrong command line is followed by a hint at --help.
    assertThat(finished.complaints()).as(finished.err()).isEqualTo(exitCode == 2 ? 2 : 1);
    assertThat(finished.err()).doesNotContain("internal fault").doesNotContain("\tat ");
  }
}
