/**
 * All that is said on the connections of a pair, one type for each message: clients and servers,
 * the two processes of a pair, and the command line. Every type writes and reads its own bytes.
 *
 * <p>A message is read by its family, which calls one method of a handler for it, so that whoever
 * listens must say what it does with each.
 */
@NullMarked
package dev.understudy.runtime.message;

import org.jspecify.annotations.NullMarked;
