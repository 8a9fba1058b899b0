/**
 * A deterministic simulator of the pair, and the parts that other tests of the core share. From one
 * seed it runs primaries, standbys and clients with the real cores, journal, snapshots and
 * recovery, on simulated links and a simulated disk ({@code simulation.disk}). It kills, stops,
 * tears and loses power where it likes, and checks the promises of the design afterwards. A {@code
 * Mutation} builds a fault in, to show that these checks can fail.
 *
 * <p>No clock and no file of the system. One thread for each simulation.
 */
@NullMarked
package dev.understudy.runtime.simulation;

import org.jspecify.annotations.NullMarked;
