/**
 * A process while it serves: its clients, its standby, the journal that it writes, how it hands
 * over and how it ends.
 *
 * <p>Uses the other rooms of {@code node} but {@code node.standby}, which becomes this. Writer
 * thread only, except where a class says otherwise.
 */
@NullMarked
package dev.understudy.runtime.node.primary;

import org.jspecify.annotations.NullMarked;
