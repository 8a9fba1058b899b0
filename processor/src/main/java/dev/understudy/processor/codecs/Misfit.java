package dev.understudy.processor.codecs;

import dev.understudy.processor.diagnostics.Problem;
import java.util.List;

/**
 * Why a type does not cross the wire.
 *
 * @param problem which
 * @param arguments what the text of the problem leaves open after the class: the route first
 */
public record Misfit(Problem problem, List<Object> arguments) {

  static Misfit of(Problem problem, Object... arguments) {
    return new Misfit(problem, List.of(arguments));
  }
}
