/**
 * The pure core: what a primary decides. When a call is admitted, when a reply is released, when a
 * standby is live, ready or dropped, how long a session outlives its connection, which call is
 * refused because primaries died in it.
 *
 * <p>No thread, clock, file or socket: messages and ticks in, calls of an effects interface out.
 * Uses {@code core.state} and what that uses. Called by the writer thread only, and by the
 * simulator.
 */
@NullMarked
package dev.understudy.runtime.core.primary;

import org.jspecify.annotations.NullMarked;
