package dev.understudy;

import java.io.Serial;

/**
 * Primaries have died while they ran this call, so it is refused from now on. It was not applied.
 * Another call of the same method with equal arguments is refused as well: a retry kills nobody,
 * and does not help. An orderly stop and a start, with a class that was mended, give it another
 * chance.
 */
public final class PoisonedUpdateException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public PoisonedUpdateException(String message) {
    super(message, null);
  }
}
