/**
 * The pure core, second half: what a primary and a standby decide. When a reply may go, when a
 * standby is live, ready or dropped, what a takeover reads and writes.
 *
 * <p>No thread, clock, file or socket: messages and ticks in, calls of an effects interface out.
 * Uses {@code replication} and what that uses. Called by the writer thread only, and by the
 * simulator.
 */
@NullMarked
package dev.understudy.runtime.failover;

import org.jspecify.annotations.NullMarked;
