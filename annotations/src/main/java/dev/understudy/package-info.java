/**
 * All that the source of a server class, and of its clients, names: annotations, the context of an
 * update, codecs, and the exceptions that a caller may meet.
 *
 * <p>This package dev.understudy;
 *
 * <p>compiles without the runtime. {@code @Update} methods, codecs and {@code save}/{@code load}
 * run on the writer thread of their process; codecs also run on the threads of a client's callers.
 */
@NullMarked
package dev.understudy;

import org.jspecify.annotations.NullMarked;
