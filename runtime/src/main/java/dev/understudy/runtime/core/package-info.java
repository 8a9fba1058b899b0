/**
 * The pure core: what is decided by counting ticks alone. When a process hangs, and what a former
 * primary does until it leaves. The rooms beside it are {@code core.state}, {@code core.primary}
 * and {@code core.standby}.
 *
 * <p>No thread, clock, file or socket. Called by the writer thread only, and by the simulator.
 */
@NullMarked
package dev.understudy.runtime.core;

import org.jspecify.annotations.NullMarked;
