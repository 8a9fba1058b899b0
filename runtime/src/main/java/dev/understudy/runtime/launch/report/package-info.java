/**
 * What a person at the keyboard is told: exit codes, messages, and what is left of a fault of our
 * own.
 *
 * <p>Uses {@code observe}, {@code directory}, and the exceptions of the packages below. Without
 * state.
 */
@NullMarked
package dev.understudy.runtime.launch.report;

import org.jspecify.annotations.NullMarked;
