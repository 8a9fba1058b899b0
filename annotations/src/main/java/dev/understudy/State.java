package dev.understudy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field, private ones too, that belongs to the snapshot of its class. A field that belongs
 * to the process is {@code transient} instead. A final field must hold a collection or map that can
 * be emptied and filled again.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface State {}
