/**
 * How the state of a process comes from disk and goes there: recovery, snapshots and backups that
 * are read back, the journal's tail; and the settings that all roles share.
 *
 * <p>Uses {@code journal}, {@code node.loop}, {@code node.failure} and the core. Writer thread
 * only, except where a class says otherwise.
 */
@NullMarked
package dev.understudy.runtime.node.state;

import org.jspecify.annotations.NullMarked;
