/**
 * How long to wait: pauses that grow, and moments that pass.
 *
 * <p>A leaf: uses only the JDK. Each object is confined to the thread that made it.
 */
@NullMarked
package dev.understudy.runtime.timing;

import org.jspecify.annotations.NullMarked;
