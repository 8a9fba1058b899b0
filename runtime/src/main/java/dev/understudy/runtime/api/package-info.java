/**
 * What users of the runtime touch besides the annotations artifact: the settings of a client, and
 * obituaries.
 *
 * <p>A leaf: uses only the JDK. Immutable values, for any thread.
 */
@NullMarked
package dev.understudy.runtime.api;

import org.jspecify.annotations.NullMarked;
