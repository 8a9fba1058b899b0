package dev.understudy.example;

import dev.understudy.State;
import java.io.Serial;

/** The seat is sold to somebody else, or kept for them. It reaches the client with its fields. */
public class SeatTakenException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  @State private String seat = "";
  @State private String holder = "";

  /** For the codec, which then fills the fields. */
  SeatTakenException() {}

  SeatTakenException(Seat seat, String holder) {
    this.seat = seat.name();
    this.holder = holder;
  }

  /** The name of the seat. */
  public String seat() {
    return seat;
  }

  /** Who has it. */
  public String holder() {
    return holder;
  }

  @Override
  public String getMessage() {
    return "Seat " + seat + " is taken by " + holder + ".";
  }
}
