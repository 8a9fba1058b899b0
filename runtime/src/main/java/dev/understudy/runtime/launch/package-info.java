/**
 * The command line of a pair, and the processes that a primary starts.
 *
 * <p>The top of the runtime: may use every other package, and none uses it. Commands run on the
 * thread that called {@link dev.understudy.runtime.launch.Launcher#launch}; child processes are
 * started by threads of {@code node}.
 */
@NullMarked
package dev.understudy.runtime.launch;

import org.jspecify.annotations.NullMarked;
