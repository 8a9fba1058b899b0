/**
 * What is wrong with a declaration: one rule per file, all of them in {@link
 * dev.understudy.processor.validation.Rules}.
 *
 * <p>Uses {@code declaration}, {@code codecs}, {@code names} and {@code diagnostics}. Runs on
 * javac's thread.
 */
@NullMarked
package dev.understudy.processor.validation;

import org.jspecify.annotations.NullMarked;
