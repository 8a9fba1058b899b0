package dev.understudy.processor.diagnostics;

import java.util.Locale;
import javax.annotation.processing.Messager;

/**
 * A problem that was found at a place.
 *
 * @param problem which
 * @param place where
 * @param text the whole message, id included
 */
public record Finding(Problem problem, Place place, String text) {

  /**
   * Makes a finding.
   *
   * @param arguments what the text of the problem leaves open
   */
  public static Finding of(Problem problem, Place place, Object... arguments) {
    String text = String.format(Locale.ROOT, problem.text(), arguments);
    return new Finding(problem, place, "[" + problem.id() + "] " + text);
  }

  /** Tells the user. */
  public void print(Messager messager) {
    messager.printMessage(problem.kind(), text, place.element(), place.annotation(), place.value());
  }
}
