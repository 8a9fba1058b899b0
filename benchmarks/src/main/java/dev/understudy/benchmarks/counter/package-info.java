/**
 * The server classes whose pairs are measured: the same counter in each mode. They know no rig; the
 * writer thread of a pair runs them.
 */
@NullMarked
package dev.understudy.benchmarks.counter;

import org.jspecify.annotations.NullMarked;
