package dev.understudy.processor.codecs;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.names.Words;

/**
 * The way from a member of the server class to a type within it, as a message shows it: {@code
 * book(seat: Order.tags[0]: Object)}.
 *
 * @param before what stands before the type of the member: {@code book(seat: }
 * @param steps from that type on: {@code Order.tags[0]}
 * @param after what stands behind all: {@code )}
 */
public record Route(String before, String steps, String after) {

  /** A message with more than this is not read. */
  private static final int MAX_LENGTH = 80;

  /** The way to a parameter. */
  public static Route ofParameter(String method, String parameter) {
    return new Route(method + "(" + parameter + ": ", "", ")");
  }

  /** The way to a result. */
  public static Route ofResult(String method) {
    return new Route(method + "() returns ", "", "");
  }

  /** The way to a declared exception. */
  public static Route ofException(String method) {
    return new Route(method + "() throws ", "", "");
  }

  /** The way to a state field. */
  public static Route ofState(String field) {
    return new Route(field + ": ", "", "");
  }

  /** The way on to a component or field of a type. */
  Route member(TypeName type, String name) {
    return step(type, "." + name);
  }

  /** The way on to a part of a type that has no name of its own: {@code [0]}. */
  Route part(TypeName type, String part) {
    return step(type, part);
  }

  /** The whole way, to a type at its end. */
  String to(String type) {
    return before + (steps.isEmpty() ? "" : shortened(steps) + ": ") + shortened(type) + after;
  }

  private static String shortened(String text) {
    int length = text.length();
    return length <= MAX_LENGTH
        ? text
        : text.substring(0, MAX_LENGTH / 2) + "…" + text.substring(length - MAX_LENGTH / 2);
  }

  private Route step(TypeName type, String step) {
    String from = steps.isEmpty() ? Words.simple(type).replaceAll("<.*>", "") : steps;
    return new Route(before, from + step, after);
  }
}
