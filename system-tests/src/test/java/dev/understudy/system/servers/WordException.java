package dev.understudy.system.servers;

import dev.understudy.State;
import java.io.Serial;

/** A declared exception whose field a test makes differ. */
public class WordException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  @State private String word = "";

  /** For the codec, which then fills the field. */
  WordException() {}

  WordException(String word) {
    this.word = word;
  }

  /** What it is. */
  public String word() {
    return word;
  }

  @Override
  public String getMessage() {
    return "mood " + word;
  }
}
