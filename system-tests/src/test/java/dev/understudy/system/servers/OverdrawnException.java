package dev.understudy.system.servers;

import dev.understudy.State;
import java.io.Serial;

/** A sum is too small: a declared exception with fields. */
public class OverdrawnException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  @State private String key = "";
  @State private long missing;

  /** For the codec, which then fills the fields. */
  OverdrawnException() {}

  OverdrawnException(String key, long missing) {
    this.key = key;
    this.missing = missing;
  }

  /** Which sum. */
  public String key() {
    return key;
  }

  /** How much it lacks. */
  public long missing() {
    return missing;
  }

  @Override
  public String getMessage() {
    return key + " lacks " + missing;
  }
}
