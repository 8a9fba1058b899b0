/**
 * What generated code implements, and what it calls: the seam between one server class and any
 * engine that runs it.
 *
 * <p>Uses the annotations artifact and {@code wire}. Replicas and standbys are called by the writer
 * thread only; callers by any thread.
 */
@NullMarked
package dev.understudy.runtime.spi;

import org.jspecify.annotations.NullMarked;
