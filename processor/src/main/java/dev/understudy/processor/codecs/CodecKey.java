package dev.understudy.processor.codecs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import org.jspecify.annotations.Nullable;

/**
 * Names one codec of a class.
 *
 * @param type the type that it writes, as declared: primitive if that is primitive
 * @param custom the user's own codec that was named for it, or null
 */
public record CodecKey(TypeName type, @Nullable ClassName custom) {

  /** The codec that a type has by itself. */
  public static CodecKey of(TypeName type) {
    return new CodecKey(type, null);
  }
}
