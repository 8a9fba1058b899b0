package dev.understudy.runtime.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files this process may have open, connections included. Without state. */
final class OpenFiles {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files +(\\d{1,9}) ");

  private OpenFiles() {}

  /** The limit; the largest number if there is none, or nobody tells. */
  static int limit() {
    try {
      return Files.isReadable(LIMITS) ? parse(Files.readString(LIMITS)) : Integer.MAX_VALUE;
    } catch (IOException e) {
      return Integer.MAX_VALUE; // What the limit is good for is done without it, too: see Door.
    }
  }

  static int parse(String limits) {
    Matcher matcher = SOFT_LIMIT.matcher(limits);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
  }
}
