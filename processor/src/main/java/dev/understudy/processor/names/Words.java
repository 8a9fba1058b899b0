package dev.understudy.processor.names;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns types and names into parts of other names. */
public final class Words {

  private Words() {}

  /** A type as one camel-case word: {@code MapOfStringAndTicket}. */
  public static String camelCase(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return "ArrayOf" + camelCase(array.componentType());
    }
    if (type instanceof ParameterizedTypeName parameterized) {
      return parameterized.typeArguments().stream()
          .map(Words::camelCase)
          .collect(Collectors.joining("And", parameterized.rawType().simpleName() + "Of", ""));
    }
    return capitalized(simple(type));
  }

  /** A camel-case name as that of a constant: {@code seatsLeft} becomes {@code SEATS_LEFT}. */
  public static String constant(String camelCase) {
    String snake =
        camelCase
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .toUpperCase(Locale.ROOT);
    return Character.isJavaIdentifierStart(snake.charAt(0)) && !snake.equals("_")
        ? snake
        : "_" + snake;
  }

  /** A type as people write it, without packages: {@code Map<String, Ticket>}. */
  public static String simple(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return simple(array.componentType()) + "[]";
    }
    if (type instanceof ParameterizedTypeName parameterized) {
      return parameterized.typeArguments().stream()
          .map(Words::simple)
          .collect(Collectors.joining(", ", parameterized.rawType().simpleName() + "<", ">"));
    }
    return type instanceof ClassName name ? name.simpleName() : type.toString();
  }

  /** A word that begins with a capital. */
  public static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
