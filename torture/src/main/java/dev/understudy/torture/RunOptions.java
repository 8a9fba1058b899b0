package dev.understudy.torture;

import dev.understudy.torture.attic.AtticMode;

/**
 * What a run is to be.
 *
 * @param mode of the pair
 * @param seed of all that is drawn
 * @param kills how many processes are killed
 * @param minutes when it ends before that
 * @param clients how many call
 * @param pauseMillis between two calls of one
 * @param trace whether each fault is printed
 * @param keep whether the folder stays if it fails
 */
record RunOptions(
    AtticMode mode,
    long seed,
    int kills,
    int minutes,
    int clients,
    int pauseMillis,
    boolean trace,
    boolean keep) {}
