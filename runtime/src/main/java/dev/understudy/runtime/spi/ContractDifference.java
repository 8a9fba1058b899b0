package dev.understudy.runtime.spi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between the contracts of two builds of a class, in words. Without state. */
public final class ContractDifference {

  // A message with more is not read.
  private static final int MAX_PARTS = 3;
  private static final int MAX_LINE_LENGTH = 160;

  private ContractDifference() {}

  /**
   * Names the first lines that differ.
   *
   * @param there the contract that was found
   * @param here the contract of this build
   * @return empty if they are equal
   */
  public static String of(String there, String here) {
    List<String> found = there.lines().toList();
    List<String> own = here.lines().toList();
    Set<String> onlyThere = without(found, own);
    Set<String> onlyHere = without(own, found);
    List<String> parts = new ArrayList<>();
    for (String line : onlyThere) {
      String changed = sameSubject(line, onlyHere);
      if (changed == null) {
        parts.add("only there " + quoted(line, 0));
      } else {
        onlyHere.remove(changed);
        int from = firstDifference(line, changed);
        parts.add("there " + quoted(line, from) + ", here " + quoted(changed, from));
      }
    }
    onlyHere.forEach(line -> parts.add("only here " + quoted(line, 0)));
    if (parts.isEmpty() && !found.equals(own)) {
      parts.add("the order, from " + quoted(firstOutOfOrder(found, own), 0) + " on");
    }
    int more = parts.size() - MAX_PARTS;
    return String.join("; ", parts.subList(0, Math.min(parts.size(), MAX_PARTS)))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String firstOutOfOrder(List<String> lines, List<String> others) {
    int place = 0;
    while (place < Math.min(lines.size(), others.size())
        && lines.get(place).equals(others.get(place))) {
      place++;
    }
    return place < lines.size() ? lines.get(place) : others.get(place);
  }

  private static Set<String> without(List<String> lines, List<String> others) {
    Set<String> rest = new LinkedHashSet<>(lines);
    others.forEach(rest::remove);
    return rest;
  }

  private static @Nullable String sameSubject(String line, Set<String> lines) {
    return lines.stream()
        .filter(other -> subject(other).equals(subject(line)))
        .findFirst()
        .orElse(null);
  }

  /**
   * What a line is about: {@code update book}, {@code state seats}, {@code record dev.x.Ticket}.
   */
  private static String subject(String line) {
    return line.split("[(:]", 2)[0];
  }

  private static int firstDifference(String line, String other) {
    int at = 0;
    while (at < line.length() && at < other.length() && line.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  /** A line in quotes, or of a long one its subject and what stands around a place. */
  private static String quoted(String line, int place) {
    return '"' + shortened(line, place) + '"';
  }

  private static String shortened(String line, int place) {
    if (line.length() <= MAX_LINE_LENGTH) {
      return line;
    }
    String subject = subject(line);
    int half = MAX_LINE_LENGTH / 2;
    int begin = Math.max(0, Math.min(place - half, line.length() - MAX_LINE_LENGTH));
    if (begin <= subject.length()) {
      return line.substring(0, MAX_LINE_LENGTH) + "…";
    }
    int end = Math.min(line.length(), begin + MAX_LINE_LENGTH);
    return subject + " …" + line.substring(begin, end) + (end < line.length() ? "…" : "");
  }
}
