/**
 * The entry of generated launchers, and of the processes that they start.
 *
 * <p>The top of the runtime: may use every other package, and none uses it. Runs on the thread that
 * called {@link dev.understudy.runtime.launch.Launcher#launch}.
 */
@NullMarked
package dev.understudy.runtime.launch;

import org.jspecify.annotations.NullMarked;
