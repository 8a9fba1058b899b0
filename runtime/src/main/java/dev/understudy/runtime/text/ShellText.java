package dev.understudy.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Commands and words as they can be pasted into a shell. Without state; for any thread. */
public final class ShellText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellText() {}

  /** Joins the words of a command, in quotes where a shell needs them. */
  public static String of(List<String> command, List<String> arguments) {
    List<String> words = new ArrayList<>();
    command.forEach(word -> words.add(quoted(word)));
    arguments.forEach(word -> words.add(quoted(word)));
    return String.join(" ", words);
  }

  /** The words of a command. */
  public static String of(String... words) {
    return of(List.of(words), List.of());
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
