/**
 * What the kernel gives: the fence, which it frees at the death of the holder; processes, told
 * apart from those that come to bear their number; the end of a child; natives, through JNA.
 *
 * <p>Uses {@code directory}, the JDK and JNA. A fence is confined to the thread that opened it; the
 * rest is without state, for any thread.
 */
@NullMarked
package dev.understudy.runtime.os;

import org.jspecify.annotations.NullMarked;
