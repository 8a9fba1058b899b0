package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is told that this process serves now: at the first start and after every
 * takeover. It takes no argument, or the generated primary, or an interface that the generated
 * primary implements. It is for ports, timers and threads, never for state.
 *
 * <p>It runs on a thread of its own, once the former primary is wholly gone; clients do not wait
 * for it. When it throws, this is logged, shown in {@code status}, and it is tried again after
 * pauses. After a switchover the former primary leaves once this process has a standby, within 4 s.
 * A process that handed over and serves again goes on with what this method began there.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnPrimary {}
