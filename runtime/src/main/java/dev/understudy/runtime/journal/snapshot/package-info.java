/**
 * The state after one sequence in a file: snapshots, which make the journal before them needless,
 * and backups.
 *
 * <p>Uses {@code journal} and what that uses. Each object is confined to the thread that made it;
 * what is static is for any thread.
 */
@NullMarked
package dev.understudy.runtime.journal.snapshot;

import org.jspecify.annotations.NullMarked;
