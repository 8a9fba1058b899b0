/**
 * The guardian: starts primaries, one after the other, and tells each of the deaths before it.
 *
 * <p>Uses the other rooms of {@code launch} but {@code launch.cli}. Runs on the guardian's only
 * thread, but for what a class says otherwise.
 */
@NullMarked
package dev.understudy.runtime.launch.guardian;

import org.jspecify.annotations.NullMarked;
