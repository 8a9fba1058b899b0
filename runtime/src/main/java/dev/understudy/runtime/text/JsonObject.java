package dev.understudy.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object as it was read; fields that nobody asks for are ignored. */
public final class JsonObject {

  private final Map<String, @Nullable Object> fields;

  JsonObject(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  public String string(String name) {
    return require(name, String.class);
  }

  @Nullable
  public String stringOrNull(String name) {
    return optional(name, String.class);
  }

  public long number(String name) {
    return require(name, Long.class);
  }

  @Nullable
  public JsonObject objectOrNull(String name) {
    return optional(name, JsonObject.class);
  }

  /** The objects of an array; none where the field is absent. */
  public List<JsonObject> objects(String name) {
    return elements(name, JsonObject.class);
  }

  /** The strings of an array; none where the field is absent. */
  public List<String> strings(String name) {
    return elements(name, String.class);
  }

  /** A field that holds the name of an enum's constant. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    String value = string(name);
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new MalformedJsonException("\"" + name + "\" cannot be \"" + value + "\"");
    }
  }

  private <T> List<T> elements(String name, Class<T> type) {
    List<?> values = optional(name, List.class);
    List<T> typed = new ArrayList<>();
    if (values != null) {
      for (Object value : values) {
        typed.add(cast(name, value, type));
      }
    }
    return typed;
  }

  private <T> T require(String name, Class<T> type) {
    return cast(name, fields.get(name), type);
  }

  private <T> @Nullable T optional(String name, Class<T> type) {
    Object value = fields.get(name);
    return value == null ? null : cast(name, value, type);
  }

  private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new MalformedJsonException(
          "\"" + name + "\" should be a " + type.getSimpleName() + ", but is " + value);
    }
    return type.cast(value);
  }
}
