/**
 * What people and tools see of a pair: its status, the deaths it lived through, and one line for
 * each event that matters.
 *
 * <p>Uses {@code api}, {@code directory} and SLF4J. Values are immutable and for any thread; so is
 * {@link dev.understudy.runtime.observe.EventLog}. Files are read and written by whoever calls, and
 * never by the writer's hot path.
 */
@NullMarked
package dev.understudy.runtime.observe;

import org.jspecify.annotations.NullMarked;
