package dev.understudy.example;

import java.time.Instant;

/** What a visitor may know of a seat. */
public sealed interface SeatStatus {

  /** Anyone may have it. */
  record OnSale() implements SeatStatus {}

  /**
   * It is kept for somebody.
   *
   * @param visitor for whom
   * @param until when that lapses
   */
  record Held(String visitor, Instant until) implements SeatStatus {}

  /**
   * It is somebody's.
   *
   * @param ticket the number of the ticket
   * @param holder who bought it
   */
  record Sold(long ticket, String holder) implements SeatStatus {}
}
