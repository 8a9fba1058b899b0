package dev.understudy.runtime.text;

import java.util.regex.Pattern;

/**
 * Texts of others (messages of exceptions, names, results) as part of a line: their author cannot
 * end the line and begin one that looks like ours. Without state; for any thread.
 */
public final class OneLine {

  private static final Pattern BREAKS =
      Pattern.compile("\\s*[\\n\\r\\x{85}\\x{2028}\\x{2029}]\\s*");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}");

  private OneLine() {}

  /**
   * The text with a blank for each line break, and a question mark for other control characters.
   */
  public static String of(String text) {
    String line = BREAKS.matcher(text).replaceAll(" ").replace('\t', ' ');
    return CONTROLS.matcher(line).replaceAll("?");
  }
}
