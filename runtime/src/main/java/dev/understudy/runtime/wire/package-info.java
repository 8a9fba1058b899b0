/**
 * How values become bytes: the buffers that are written and read, and the codecs of every type that
 * may be a parameter, a result or state.
 *
 * <p>A leaf: uses only the annotations artifact and the JDK. Everything here is confined to the
 * thread that holds it, except codecs, which are stateless and shared.
 */
@NullMarked
package dev.understudy.runtime.wire;

import org.jspecify.annotations.NullMarked;
