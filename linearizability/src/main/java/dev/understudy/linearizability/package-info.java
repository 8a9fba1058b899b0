/**
 * Says whether a history of calls is linearizable. It uses nothing but the JDK, starts no thread,
 * and knows nothing of Understudy, so that whoever judges Understudy does not judge by its own
 * code. The caller's thread runs it.
 */
@NullMarked
package dev.understudy.linearizability;

import org.jspecify.annotations.NullMarked;
