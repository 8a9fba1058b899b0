/**
 * The pure core: what is decided by counting ticks or looks alone. When a process hangs, what a
 * former primary does until it leaves, and what a guardian makes of its pair. The rooms beside it
 * are {@code core.state}, {@code core.primary} and {@code core.standby}.
 *
 * <p>No thread, clock, file or socket. Called by the writer thread or the guardian's, and by the
 * simulator.
 */
@NullMarked
package dev.understudy.runtime.core;

import org.jspecify.annotations.NullMarked;
