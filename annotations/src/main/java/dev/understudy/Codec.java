package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a codec of the user's own: for a type wherever it stands, for a field, for a parameter, or,
 * on a method, for its result.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.TYPE,
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT
})
public @interface Codec {

  /** The codec: it has a constructor without arguments that the package of its user can reach. */
  Class<? extends ValueCodec<?>> value();
}
