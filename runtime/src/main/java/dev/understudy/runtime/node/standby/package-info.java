/**
 * A process while it understudies: its link, the journal that it reads, and the obituary that makes
 * it the primary.
 *
 * <p>Uses {@code node.primary}, which it becomes, and the rooms below. Writer thread only.
 */
@NullMarked
package dev.understudy.runtime.node.standby;

import org.jspecify.annotations.NullMarked;
