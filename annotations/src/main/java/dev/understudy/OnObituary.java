package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that is told of a client's death: its connection was closed without a goodbye,
 * and it was not back within its grace time ({@code --session-grace}). To give back what the client
 * held. A class has at most one; it is {@code void} and takes a {@link ClientObituary}, beside an
 * optional {@link UpdateContext} as first or last parameter, whose {@link UpdateContext#client()}
 * is the client that died.
 *
 * <p>It runs as an update, with the rules of an {@link Update}: deterministic, journaled, on both
 * sides, once for each death, also when a takeover falls in between; after a takeover the grace of
 * every client starts anew. It does not run for a client that closes its session in order, and its
 * client never sees it. An exception that it throws is logged and changes nothing else: what it had
 * done until then stays done.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnObituary {}
