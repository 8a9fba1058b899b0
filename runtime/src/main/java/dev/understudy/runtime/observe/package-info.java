/**
 * What people see of a pair: the deaths it lived through, and one line for each event that matters.
 *
 * <p>Uses {@code api}, {@code text}, {@code directory} and SLF4J. {@link
 * dev.understudy.runtime.observe.EventLog} is for any thread. Files are read and written by whoever
 * calls, and never by the writer's hot path.
 */
@NullMarked
package dev.understudy.runtime.observe;

import org.jspecify.annotations.NullMarked;
