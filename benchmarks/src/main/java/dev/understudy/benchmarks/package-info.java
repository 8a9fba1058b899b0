/**
 * Rigs that measure a pair as its users feel it, each beside its limit, measured in the same run.
 *
 * <p>Uses a generated client and launcher as a user does; and of the runtime's inner rooms what
 * finds a pair, and the mutex, whose own limit is measured here. The main thread runs a rig; what
 * has a thread of its own says so.
 */
@NullMarked
package dev.understudy.benchmarks;

import org.jspecify.annotations.NullMarked;
