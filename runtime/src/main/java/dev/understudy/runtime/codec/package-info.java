/**
 * How values become bytes: a codec for every type that may be a parameter, a result or state, and
 * the state of a whole server object.
 *
 * <p>Uses {@code wire}, {@code codec.kind} and the annotations artifact. Codecs are stateless and
 * shared; the buffers that they fill are confined to a thread.
 */
@NullMarked
package dev.understudy.runtime.codec;

import org.jspecify.annotations.NullMarked;
