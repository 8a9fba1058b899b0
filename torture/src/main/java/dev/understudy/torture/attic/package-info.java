/**
 * The server class of the rig, in each mode: an attic with one box for each client, in which there
 * is a place for every type that has a codec, and registers that all clients share. It knows no
 * rig. The writer thread of a pair runs it; the rig also runs it alone, to know what a pair must
 * answer.
 */
@NullMarked
package dev.understudy.torture.attic;

import org.jspecify.annotations.NullMarked;
