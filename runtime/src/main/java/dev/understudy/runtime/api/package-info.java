/**
 * What users of the runtime touch besides the annotations artifact: the settings of a client, the
 * pair of this process, its status, and obituaries.
 *
 * <p>Uses {@code text} and the annotations artifact. Immutable values, for any thread.
 */
@NullMarked
package dev.understudy.runtime.api;

import org.jspecify.annotations.NullMarked;
