package dev.understudy.processor.writing;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.Words;
import dev.understudy.processor.plan.CodecPlan;

/** The expressions that write and read values within one generated class. */
final class ValueCode {

  private final CodecPlan codecs;

  ValueCode(CodecPlan codecs) {
    this.codecs = codecs;
  }

  /** A statement that writes a value. */
  CodeBlock write(CodecKey key, CodeBlock value, String out) {
    return isPlain(key)
        ? CodeBlock.of("$L.write$L($L)", out, Words.capitalized(key.type().toString()), value)
        : CodeBlock.of("$L.write($Z$L,$W$L)", codecs.expression(key), value, out);
  }

  /** An expression that reads a value. */
  CodeBlock read(CodecKey key, String in) {
    return isPlain(key)
        ? CodeBlock.of("$L.read$L()", in, Words.capitalized(key.type().toString()))
        : CodeBlock.of("$L.read($L)", codecs.expression(key), in);
  }

  /** An expression that reads a value, or, when an older build did not write it, its zero value. */
  CodeBlock readIfPresent(CodecKey key, String in) {
    return CodeBlock.of("$L.hasMore()$W? $L$W: $L", in, read(key, in), zero(key.type()));
  }

  /** Whether a codec is one for a collection or map, which keeps more of a field's value. */
  boolean isRefillable(CodecKey key) {
    return codecs.type(key) instanceof WireType.Refillable;
  }

  /** The codec itself. */
  CodeBlock codec(CodecKey key) {
    return codecs.expression(key);
  }

  // A primitive value needs no codec: it is spared the box.
  private boolean isPlain(CodecKey key) {
    return key.type().isPrimitive() && key.custom() == null;
  }

  private static String zero(TypeName type) {
    if (type.equals(TypeName.BOOLEAN)) {
      return "false";
    }
    return type.isPrimitive() ? "0" : "null";
  }
}
