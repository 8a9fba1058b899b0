package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the annotated server class highly available: the processor generates, beside it, a
 * launcher, a primary, a standby, a typed client and a replica.
 *
 * <p>Only one thread of a process, the writer, ever calls the class, so it needs no locks. Its
 * constructor runs in both processes and must have no outside effects.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HighlyAvailable {

  /** How ready the standby is. The processor option {@code -Aunderstudy.mode=} overrides it. */
  Mode mode() default Mode.HOT;

  /**
   * Who asks whom. The processor option {@code -Aunderstudy.standbyRole=} overrides it.
   *
   * @return whether the standby is a client of the primary, or a server for it
   */
  StandbyRole standbyRole() default StandbyRole.SERVER;

  /**
   * Whether the primary compares the result of each update with the result of its standby. With
   * {@code false} it still waits for the answer of the standby, and ignores what it says.
   */
  boolean compareResults() default true;

  /** What happens to updates while no standby protects the primary. */
  WhenUnprotected whenUnprotected() default WhenUnprotected.CONTINUE;
}
