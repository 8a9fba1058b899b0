package dev.understudy.runtime.client;

import dev.understudy.NoPrimaryException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.UnderstudyException;
import dev.understudy.UnprotectedException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Why a call ended without a reply, in words: the operation, how long it took, where, and whether
 * it may have been applied. The exceptions themselves are made in the threads that throw them.
 */
final class Failures {

  private final String where;
  private final LongSupplier clock;

  /**
   * @param where the directory of the pair
   * @param clock the present time in nanoseconds, as the calls have it
   */
  Failures(String where, LongSupplier clock) {
    this.where = where;
    this.clock = clock;
  }

  /** The deadline has come. */
  Supplier<UnderstudyException> expired(PendingCall<?> call, String connection) {
    if (call.held()) {
      String message =
          "%s was not applied: for %s no standby protected the primary; %s: see its status"
              .formatted(call.operation(), duration(clock.getAsLong() - call.startNanos()), where);
      return () -> new UnprotectedException(message);
    }
    return unknown(call, "was not answered in time", connection);
  }

  Supplier<UnderstudyException> interrupted(PendingCall<?> call, String connection) {
    return unknown(call, "was interrupted", connection);
  }

  Supplier<UnderstudyException> closed(PendingCall<?> call) {
    return unknown(call, "was not answered", "its client was closed");
  }

  Supplier<UnderstudyException> sessionEnded(PendingCall<?> call, String message) {
    return unknown(call, "was not answered", "its session has ended: " + message);
  }

  Supplier<UnderstudyException> broken(PendingCall<?> call, String reason) {
    return call.sent() ? unknown(call, "was not answered", reason) : () -> noPrimary(reason);
  }

  /** No call was sent, and none will be. */
  NoPrimaryException noPrimary(String reason) {
    return new NoPrimaryException("no primary for this client in " + where + ": " + reason);
  }

  private Supplier<UnderstudyException> unknown(PendingCall<?> call, String what, String state) {
    String unsent = call.held() ? "was not applied for want of protection" : "was never sent";
    String outcome = call.sent() ? "may have been applied or not" : unsent;
    String message =
        call.operation()
            + " "
            + what
            + ", after "
            + duration(clock.getAsLong() - call.startNanos())
            + ", and "
            + outcome
            + "; "
            + where
            + ": "
            + state;
    return () -> new OutcomeUnknownException(message);
  }

  /** A duration as people read it: {@code 250 ms}, {@code 1.5 s}. */
  static String duration(long nanos) {
    long millis = Duration.ofNanos(nanos).toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    long tenths = millis / 100;
    return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
  }
}
