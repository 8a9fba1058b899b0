package dev.understudy.example;

import java.io.Serial;

/** No seat is left in a category. */
public class SoldOutException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Its message tells which. */
  public SoldOutException(String message) {
    super(message);
  }
}
