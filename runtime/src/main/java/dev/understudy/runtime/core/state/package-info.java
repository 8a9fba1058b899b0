/**
 * The pure core: the state of a process and the only way to change it. What numbering, applying,
 * digesting, answering once and comparing mean. What both processes must compute alike is computed
 * here, by the same code on either side.
 *
 * <p>No thread, clock, file or socket. Uses {@code spi}, {@code codec}, {@code wire}, and {@code
 * text} for a class that is missing at replay. Called by the writer thread only, and by the
 * simulator.
 */
@NullMarked
package dev.understudy.runtime.core.state;

import org.jspecify.annotations.NullMarked;
