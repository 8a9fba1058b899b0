package dev.understudy.example.show;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kill, and what came of it.
 *
 * @param victim which process was killed
 * @param pid its process id
 * @param sequence the last update before the kill, as {@code status} told it
 * @param cause how the pair noticed the death
 * @param noticed from the kill until the pair noticed it
 * @param takeover from that notice until the successor served, as the pair measured it; zero for a
 *     standby
 * @param felt the longest that any visitor waited for an answer across the kill: of the calls that
 *     had begun by the time the pair served again
 * @param longestWait the longest that any visitor waited from the kill until the pair was protected
 *     again: what starting another process costs is in it too
 * @param unprotected from the kill until the pair was protected again
 * @param after the pair then
 */
record Death(
    Victim victim,
    long pid,
    long sequence,
    String cause,
    Duration noticed,
    Duration takeover,
    Duration felt,
    Duration longestWait,
    Duration unprotected,
    Status after) {

  /**
   * Puts together what is known of one.
   *
   * @param pid the process that was killed
   * @param before the pair before the kill
   * @param killed when it was killed
   * @param waits of the visitors, from the kill until the pair was protected again
   * @param unprotected from the kill until then
   * @param after the pair then
   */
  static Death of(
      Victim victim,
      long pid,
      Status before,
      Moment killed,
      List<Wait> waits,
      Duration unprotected,
      Status after) {
    Status.Obituary obituary =
        after
            .obituaryOf(pid)
            .orElseThrow(() -> new IllegalStateException("Process " + pid + " has no obituary."));
    Duration noticed = Duration.between(killed.instant(), obituary.detected());
    Duration takeover = Duration.ofNanos(obituary.takeoverMicros() * 1_000);
    long servedNanos = killed.nanos() + noticed.plus(takeover).toNanos();
    return new Death(
        victim,
        pid,
        before.serving().sequence(),
        obituary.cause(),
        noticed,
        takeover,
        longest(waits.stream().filter(wait -> wait.beganBy(servedNanos))),
        longest(waits.stream()),
        unprotected,
        after);
  }

  private static Duration longest(Stream<Wait> waits) {
    return waits.map(Wait::length).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /**
   * One moment, by both clocks.
   *
   * @param instant as other processes tell it
   * @param nanos as {@link System#nanoTime} does
   */
  record Moment(Instant instant, long nanos) {

    static Moment now() {
      return new Moment(Instant.now(), System.nanoTime());
    }

    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }
}
