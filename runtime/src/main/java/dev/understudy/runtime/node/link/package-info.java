/**
 * The connection between the two processes of a pair, from both ends, and the clients that wait at
 * a standby.
 *
 * <p>Uses {@code node.loop} and the core. Writer thread only.
 */
@NullMarked
package dev.understudy.runtime.node.link;

import org.jspecify.annotations.NullMarked;
