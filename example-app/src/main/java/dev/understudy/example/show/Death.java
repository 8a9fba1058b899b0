package dev.understudy.example.show;

import java.time.Duration;

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
 * @param longestWait the longest that any visitor waited for an answer, from the kill until the
 *     pair was protected again
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
    Duration longestWait,
    Duration unprotected,
    Status after) {}
