/**
 * How a command finds the processes of a pair and talks to them, and how a directory is taken for
 * one of them.
 *
 * <p>Uses {@code launch.report}, {@code api}, {@code directory}, {@code os} and {@code wire}.
 * Blocks; confined to the thread that calls.
 */
@NullMarked
package dev.understudy.runtime.launch.contact;

import org.jspecify.annotations.NullMarked;
