package dev.understudy.torture.attic;

import dev.understudy.State;
import java.io.Serial;

/** Somebody wants more coins than there are. Declared, with fields. */
public final class ShortOfException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  @State private int box;
  @State private long missing;

  /** As generated code makes it. */
  public ShortOfException(String message) {
    super(message);
  }

  ShortOfException(int box, long missing) {
    super("box " + box + " lacks " + missing);
    this.box = box;
    this.missing = missing;
  }

  /** How many coins are missing, in which box. */
  public String details() {
    return missing + " in " + box;
  }
}
