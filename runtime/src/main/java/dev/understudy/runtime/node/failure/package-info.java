/**
 * How a hang or a death is noticed, what is left of a call that ended its process, and who may
 * succeed.
 *
 * <p>Uses {@code node.loop}, the core, {@code os} and {@code directory}. Writer thread only, except
 * where a class says otherwise.
 */
@NullMarked
package dev.understudy.runtime.node.failure;

import org.jspecify.annotations.NullMarked;
