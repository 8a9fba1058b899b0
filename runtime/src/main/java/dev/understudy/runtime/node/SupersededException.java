package dev.understudy.runtime.node;

import java.io.Serial;

/** A standby finds that another process has reigned since its own primary: it must not succeed. */
final class SupersededException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  SupersededException(long epoch) {
    super("another process has begun epoch " + epoch + " in the meantime");
  }
}
