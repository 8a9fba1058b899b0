package dev.x;

import dev.understudy.State;

public class SeatTakenException extends Exception {
  private static final long serialVersionUID = 1;

  @State private String holder;

  public SeatTakenException(String message) {
    super(message);
  }

  public SeatTakenException(String seat, String holder) {
    super(seat + " is taken");
    this.holder = holder;
  }

  public String holder() {
    return holder;
  }
}
