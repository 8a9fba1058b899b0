/**
 * The codecs that the processor generates, beside those of other libraries, for the same records.
 * Knows no rig; run by JMH, on threads and in processes of its own.
 */
@NullMarked
package dev.understudy.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
