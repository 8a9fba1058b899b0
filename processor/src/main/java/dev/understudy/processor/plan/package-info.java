/**
 * What to emit for one server class: everything decided, nothing written.
 *
 * <p>JavaPoet's types only, so that a plan can be built by hand. Uses {@code declaration}, {@code
 * codecs} and {@code names}. Runs on javac's thread.
 */
@NullMarked
package dev.understudy.processor.plan;

import org.jspecify.annotations.NullMarked;
