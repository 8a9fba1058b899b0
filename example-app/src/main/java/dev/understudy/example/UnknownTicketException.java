package dev.understudy.example;

import java.io.Serial;

/** No such ticket was sold, or it was cancelled. */
public class UnknownTicketException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Its message tells which. */
  public UnknownTicketException(String message) {
    super(message);
  }
}
