package dev.understudy.runtime.text;

import org.jspecify.annotations.Nullable;

/** Writes JSON text, without spaces. Confined to one thread. */
public final class JsonWriter {

  private final StringBuilder text = new StringBuilder();
  private boolean needsComma;

  public JsonWriter beginObject() {
    return begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  public JsonWriter beginArray() {
    return begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  public JsonWriter name(String name) {
    separate();
    quote(name);
    text.append(':');
    needsComma = false;
    return this;
  }

  public JsonWriter value(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    needsComma = true;
    return this;
  }

  public JsonWriter value(long value) {
    separate();
    text.append(value);
    needsComma = true;
    return this;
  }

  public JsonWriter nullValue() {
    return value(null);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private JsonWriter begin(char bracket) {
    separate();
    text.append(bracket);
    needsComma = false;
    return this;
  }

  private JsonWriter end(char bracket) {
    text.append(bracket);
    needsComma = true;
    return this;
  }

  private void separate() {
    if (needsComma) {
      text.append(',');
    }
  }

  // Everything but printable ASCII is escaped, so that the text survives any terminal and locale.
  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          if (c >= 0x20 && c < 0x7f) {
            text.append(c);
          } else {
            text.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    text.append('"');
  }
}
