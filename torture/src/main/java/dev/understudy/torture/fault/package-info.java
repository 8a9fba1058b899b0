/**
 * What is done to a pair, at what moments, and what came of it. It uses the processes of the pair
 * and the clients' answers. The thread of the rig runs it.
 */
@NullMarked
package dev.understudy.torture.fault;

import org.jspecify.annotations.NullMarked;
