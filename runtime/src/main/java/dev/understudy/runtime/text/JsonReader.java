package dev.understudy.runtime.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text. Strict, and bounded in depth. Objects become {@link JsonObject}, arrays
 * {@link List}, whole numbers {@link Long}, others {@link Double}. Confined to one thread.
 */
public final class JsonReader {

  private static final int MAX_DEPTH = 32;

  private final String text;
  private int position;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a text that is one object.
   *
   * @throws MalformedJsonException when it is anything else; the message says what was found where
   */
  public static JsonObject readObject(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.position != text.length()) {
      throw reader.unexpected("the end");
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new MalformedJsonException("expected an object at character 0");
  }

  private @Nullable Object value() {
    skipSpace();
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        word("true");
        return true;
      case 'f':
        word("false");
        return false;
      case 'n':
        word("null");
        return null;
      default:
        return number();
    }
  }

  private JsonObject object() {
    enter('{');
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        fields.put(name, value());
        skipSpace();
      } while (accept(','));
    }
    leave('}');
    return new JsonObject(fields);
  }

  private List<@Nullable Object> array() {
    enter('[');
    List<@Nullable Object> elements = new ArrayList<>();
    skipSpace();
    if (peek() != ']') {
      do {
        elements.add(value());
        skipSpace();
      } while (accept(','));
    }
    leave(']');
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < 0x20) {
        position--;
        throw unexpected("no control character");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        position--;
        throw unexpected("an escape");
      }
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        position--;
        throw unexpected("a hexadecimal digit");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private Number number() {
    int start = position;
    while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String digits = text.substring(start, position);
    try {
      if (digits.matches("-?(0|[1-9][0-9]*)")) {
        return Long.parseLong(digits);
      }
      if (digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
        return Double.parseDouble(digits);
      }
    } catch (NumberFormatException e) {
      // Said below, with its place: a whole number of more than 64 bits.
    }
    position = start;
    throw unexpected("a value");
  }

  private void word(String word) {
    if (!text.startsWith(word, position)) {
      throw unexpected("a value");
    }
    position += word.length();
  }

  private void enter(char bracket) {
    expect(bracket);
    if (++depth > MAX_DEPTH) {
      throw unexpected("no more than " + MAX_DEPTH + " levels");
    }
  }

  private void leave(char bracket) {
    expect(bracket);
    depth--;
  }

  private boolean accept(char c) {
    if (peek() == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  private char next() {
    char c = peek();
    if (position == text.length()) {
      throw unexpected("more");
    }
    position++;
    return c;
  }

  // At the end, a character that no rule accepts.
  private char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private MalformedJsonException unexpected(String expected) {
    return new MalformedJsonException("expected " + expected + " at character " + position);
  }
}
