/**
 * The command line: one class for each command, and how words become options.
 *
 * <p>Uses the other rooms of {@code launch} and whatever is below. Runs on the thread that called
 * the launcher.
 */
@NullMarked
package dev.understudy.runtime.launch.cli;

import org.jspecify.annotations.NullMarked;
