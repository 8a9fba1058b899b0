/**
 * What the kernel knows of living and dead processes: the fence, which it frees at the death of the
 * holder, and processes told apart from those that come to bear their number.
 *
 * <p>Uses {@code directory}, the JDK and JNA. A fence is confined to the thread that opened it; the
 * rest is without state, for any thread.
 */
@NullMarked
package dev.understudy.runtime.obituary;

import org.jspecify.annotations.NullMarked;
