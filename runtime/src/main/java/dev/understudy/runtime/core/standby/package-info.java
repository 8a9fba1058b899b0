/**
 * The pure core: what a standby decides. What it digests and answers, and what a takeover reads and
 * writes.
 *
 * <p>No thread, clock, file or socket: messages and ticks in, calls of an effects interface out.
 * Uses {@code core.state} and what that uses. Called by the writer thread only, and by the
 * simulator.
 */
@NullMarked
package dev.understudy.runtime.core.standby;

import org.jspecify.annotations.NullMarked;
