/**
 * The processes of one pair as a rig sees them: started, looked at, signalled, and in the end gone.
 * It uses the runtime to ask for the status, and {@code /proc} to see who lives. Any thread runs
 * it.
 */
@NullMarked
package dev.understudy.torture.pair;

import org.jspecify.annotations.NullMarked;
