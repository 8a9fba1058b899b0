/**
 * Callers of all kinds, of a pair as of its limit: they call for a while, and tell how often or how
 * long.
 */
@NullMarked
package dev.understudy.benchmarks.load;

import org.jspecify.annotations.NullMarked;
