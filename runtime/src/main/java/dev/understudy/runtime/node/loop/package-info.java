/**
 * The event loop and what it turns: listeners, handshakes, connections, their memory; and the
 * threads that work beside it.
 *
 * <p>Uses {@code wire}, {@code spi}, {@code directory}, {@code os} and {@code observe}. The writer
 * thread runs it.
 */
@NullMarked
package dev.understudy.runtime.node.loop;

import org.jspecify.annotations.NullMarked;
