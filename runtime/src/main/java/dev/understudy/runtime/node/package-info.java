/**
 * One process of a pair: the event loop around the core, its lifecycle, and what it needs of the
 * processes that it starts.
 *
 * <p>May use everything below it ({@code api}, {@code spi}, {@code wire}, {@code directory}, {@code
 * journal}, {@code obituary}, {@code observe}, {@code replication}, {@code failover}), {@code
 * client} in a rehearsal alone, and {@code launch} never. The loop is run by the writer thread;
 * what other threads may call says so.
 */
@NullMarked
package dev.understudy.runtime.node;

import org.jspecify.annotations.NullMarked;
