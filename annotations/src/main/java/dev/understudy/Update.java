package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes state. It is numbered, journaled and replicated; a call that a client
 * repeats is applied once.
 *
 * <p>The method must be deterministic: what it needs of time, randomness and identity it takes from
 * an {@link UpdateContext}, which may be its first or last parameter. An exception that it throws
 * is its result, the same on both sides; nothing is rolled back.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Update {

  /**
   * The identity of the method on the wire and in the journal. By default its name and the types of
   * its parameters; name it here once the method has been renamed.
   */
  String id() default "";

  /**
   * Whether this update runs once in the life of the state, as sequence 1, with the arguments of
   * the launcher that follow {@code --}. It takes one parameter, a {@code List<String>}, beside an
   * optional {@link UpdateContext}; clients do not see it.
   */
  boolean first() default false;
}
