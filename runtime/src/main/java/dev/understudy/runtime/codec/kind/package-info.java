/**
 * What kind of collection or map a value is, how it is ordered, and which kinds cannot be restored
 * as they were.
 *
 * <p>Uses {@code wire}. Immutable, for any thread.
 */
@NullMarked
package dev.understudy.runtime.codec.kind;

import org.jspecify.annotations.NullMarked;
