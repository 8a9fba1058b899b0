/**
 * How a process starts its children: their command lines, flags, output and class data, and what
 * they are told.
 *
 * <p>Uses {@code launch.report}, {@code node}, {@code os} and {@code directory}. For the background
 * thread of a node, or the thread of a guardian.
 */
@NullMarked
package dev.understudy.runtime.launch.children;

import org.jspecify.annotations.NullMarked;
