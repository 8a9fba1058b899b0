/**
 * Writes what was planned: one writer for each generated file, and for what they share.
 *
 * <p>Uses {@code plan}, {@code codecs} and {@code names}, and decides nothing but wording. Runs on
 * javac's thread.
 */
@NullMarked
package dev.understudy.processor.writing;

import org.jspecify.annotations.NullMarked;
