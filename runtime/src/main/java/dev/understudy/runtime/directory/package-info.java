/**
 * The directory that the two processes of a pair share: the names of all that lies in it, what must
 * be true of it before anything starts, and the pair file.
 *
 * <p>A leaf: uses only the JDK. Values and plain file operations without state, for any thread.
 */
@NullMarked
package dev.understudy.runtime.directory;

import org.jspecify.annotations.NullMarked;
