/**
 * The pure core, first half: what numbering, applying, digesting, answering once and comparing
 * mean. What both processes must compute alike is computed here, by the same code on either side.
 *
 * <p>No thread, clock, file or socket. Uses {@code spi} and {@code wire}. Called by the writer
 * thread only, and by the simulator.
 */
@NullMarked
package dev.understudy.runtime.replication;

import org.jspecify.annotations.NullMarked;
