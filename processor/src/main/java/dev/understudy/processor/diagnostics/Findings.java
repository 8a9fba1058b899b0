package dev.understudy.processor.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** All that was found in one class, in the order in which it was found. */
public final class Findings {

  private final List<Finding> all = new ArrayList<>();

  /** Adds a problem at an element. */
  public void add(Problem problem, Element element, Object... arguments) {
    add(problem, Place.of(element), arguments);
  }

  /** Adds a problem at a place. */
  public void add(Problem problem, Place place, Object... arguments) {
    Finding finding = Finding.of(problem, place, arguments);
    if (!all.contains(finding)) {
      all.add(finding);
    }
  }

  /** Whether nothing may be generated. */
  public boolean haveErrors() {
    return all.stream().anyMatch(finding -> finding.problem().kind() == Diagnostic.Kind.ERROR);
  }

  /** Tells the user everything. */
  public void print(Messager messager) {
    print(messager, finding -> finding);
  }

  /**
   * Tells the user everything.
   *
   * @param placed makes of each finding one at a place that the user can see
   */
  public void print(Messager messager, UnaryOperator<Finding> placed) {
    all.stream().map(placed).distinct().forEach(finding -> finding.print(messager));
  }
}
