/**
 * A theatre's box office, as a user of Understudy would write it: {@link
 * dev.understudy.example.BoxOffice} is the server class, {@link dev.understudy.example.Bookings}
 * what can be asked of it, and the rest are its values.
 *
 * <p>Uses the annotations, and of the generated types only the primary. The writer thread of a
 * process calls the server class; the values are immutable, for any thread.
 */
@NullMarked
package dev.understudy.example;

import org.jspecify.annotations.NullMarked;
