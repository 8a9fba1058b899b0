package dev.understudy.torture.load;

import dev.understudy.UpdateFailedException;
import dev.understudy.torture.attic.AtticCalls;
import dev.understudy.torture.attic.ShortOfException;
import dev.understudy.torture.attic.StaleException;
import dev.understudy.torture.attic.Text;
import org.jspecify.annotations.Nullable;

/**
 * A call that a pair and an attic that stands alone must answer alike.
 *
 * @param name for people
 * @param isUpdate whether it changes the box
 * @param asked the call itself
 */
record BoxCall(String name, boolean isUpdate, Asked asked) {

  /** Calls an attic. */
  @FunctionalInterface
  interface Asked {
    @Nullable Object of(AtticCalls attic) throws ShortOfException, StaleException;
  }

  /**
   * Makes the call.
   *
   * @return its result or the exception that is its result, as text
   */
  String outcome(AtticCalls attic) {
    try {
      return Text.of(asked.of(attic));
    } catch (ShortOfException e) {
      return "lacks " + e.details();
    } catch (StaleException e) {
      return "stale: " + e.getMessage();
    } catch (UpdateFailedException e) {
      String message = String.valueOf(e.getMessage());
      return message.substring(message.indexOf(e.exceptionType()));
    } catch (Stumbled e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What an attic that stands alone throws without declaring it, as a client is told. */
  static final class Stumbled extends RuntimeException {

    private static final long serialVersionUID = 1;

    Stumbled(IllegalStateException thrown) {
      super(thrown.getClass().getName() + ": " + thrown.getMessage(), thrown);
    }
  }
}
