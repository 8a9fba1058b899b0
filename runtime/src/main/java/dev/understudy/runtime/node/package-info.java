/**
 * One process of a pair, put together: it becomes a primary or a standby, and lives until its
 * orderly end. The rooms below do the work: {@code node.loop} turns, {@code node.state} recovers,
 * {@code node.link} connects the two processes, {@code node.failure} notices hangs and deaths,
 * {@code node.primary} serves, {@code node.standby} understudies.
 *
 * <p>May use everything but {@code launch}; {@code client} in the takeover warm-up alone. The
 * writer thread runs the loop; what other threads may call says so.
 */
@NullMarked
package dev.understudy.runtime.node;

import org.jspecify.annotations.NullMarked;
