/**
 * Which types cross the wire, and how: the one answer that checks and plans share.
 *
 * <p>Reads javac's model and answers in JavaPoet's types. Uses {@code diagnostics} and {@code
 * names}. Runs on javac's thread; what it remembers is one class's.
 */
@NullMarked
package dev.understudy.processor.codecs;

import org.jspecify.annotations.NullMarked;
