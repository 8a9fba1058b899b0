/**
 * How a primary keeps its child processes going: which one is to be there, and what happens once it
 * has died.
 *
 * <p>Uses {@code node.loop} and {@code node.state}. Writer thread only; what blocks runs in the
 * background.
 */
@NullMarked
package dev.understudy.runtime.node.supervision;

import org.jspecify.annotations.NullMarked;
