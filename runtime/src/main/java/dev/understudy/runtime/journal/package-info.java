/**
 * The one log in files: the journal's segments, which the primary writes and anybody may read while
 * it does.
 *
 * <p>Uses {@code wire}, {@code directory} and the JDK. A {@link
 * dev.understudy.runtime.journal.Journal} belongs to the writer thread; a {@link
 * dev.understudy.runtime.journal.JournalReader} to the thread that opened it; what is static is for
 * any thread.
 */
@NullMarked
package dev.understudy.runtime.journal;

import org.jspecify.annotations.NullMarked;
