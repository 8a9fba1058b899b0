/**
 * The annotation processor: reads a server class, checks it, plans what is generated for it, and
 * writes that.
 *
 * <p>Uses all the stages: {@code declaration}, {@code validation}, {@code plan}, {@code writing}.
 * Runs on javac's thread.
 */
@NullMarked
package dev.understudy.processor;

import org.jspecify.annotations.NullMarked;
