/**
 * A simulated disk with a page cache, as a file system of the JDK: the real journal and the real
 * snapshots run on it. What is not synced may vanish, persist by halves or out of order; a sync may
 * fail, and space may run out. One thread, no clock, no file.
 */
@NullMarked
package dev.understudy.runtime.simulation.disk;

import org.jspecify.annotations.NullMarked;
