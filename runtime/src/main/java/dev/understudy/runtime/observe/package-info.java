/**
 * What people see of a pair: the deaths it lived through, and one line for each event that matters.
 *
 * <p>Uses {@code api}, {@code text}, {@code directory} and SLF4J. {@link
 * dev.understudy.runtime.observe.EventLog} is for any thread. The calling thread reads and writes
 * the files; the writer's hot path never does.
 */
@NullMarked
package dev.understudy.runtime.observe;

import org.jspecify.annotations.NullMarked;
