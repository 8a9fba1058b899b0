package dev.understudy.runtime.core.standby;

import java.io.Serial;

/** A standby finds that another process has served since its own primary: it must not succeed. */
public final class SupersededException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  SupersededException(long epoch) {
    super("another process has begun epoch " + epoch + " in the meantime");
  }
}
