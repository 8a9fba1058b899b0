package dev.understudy.example;

import java.time.Instant;

/**
 * A seat that is kept for somebody who is still making up their mind.
 *
 * @param seat which one
 * @param visitor for whom
 * @param until when it lapses, unless the visitor has booked the seat by then
 */
public record Hold(Seat seat, String visitor, Instant until) {}
