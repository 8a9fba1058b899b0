/**
 * The client: a numbered conversation with the primary of the moment, over connections that come
 * and go. To be read in this order: {@code RequestsInFlight} (pure: what was asked, what is
 * unanswered, what is sent again), {@code Connection}, {@code Connections} (finds the primary and
 * keeps a reserve), {@code SessionLoop}, {@code ClientSession}.
 *
 * <p>Uses {@code api}, {@code spi}, {@code message}, {@code wire} and {@code directory}; no part of
 * a server. All that a session holds is guarded by one lock. One daemon thread for each session
 * finds primaries and watches connections; callers send their requests themselves.
 */
@NullMarked
package dev.understudy.runtime.client;

import org.jspecify.annotations.NullMarked;
