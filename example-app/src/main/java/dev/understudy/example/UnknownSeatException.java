package dev.understudy.example;

import java.io.Serial;

/** The house has no such seat. */
public class UnknownSeatException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Its message tells which. */
  public UnknownSeatException(String message) {
    super(message);
  }
}
