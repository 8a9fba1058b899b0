/**
 * Frames and buffers: what is written to and read from sockets and files, byte by byte, and the
 * limits that keep hostile bytes harmless.
 *
 * <p>A leaf: uses only the JDK. Everything here is confined to the thread that holds it.
 */
@NullMarked
package dev.understudy.runtime.wire;

import org.jspecify.annotations.NullMarked;
