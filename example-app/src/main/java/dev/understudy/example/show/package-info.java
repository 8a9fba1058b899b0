/**
 * The show: a pair that is killed again and again while visitors book, and an account of every
 * ticket at the end. {@link dev.understudy.example.show.Show} tells it to people, {@link
 * dev.understudy.example.show.KillRig} repeats it for as long as one likes; a {@link
 * dev.understudy.example.show.Performance} is what both have in common.
 *
 * <p>Uses the box office as a client does, and its launcher as a shell does; of a process of the
 * pair it knows no more than {@code status} says. The main thread runs it, each visitor has a
 * thread of its own, and what they share says so.
 */
@NullMarked
package dev.understudy.example.show;

import org.jspecify.annotations.NullMarked;
