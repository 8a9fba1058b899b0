package dev.understudy.runtime.node.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many files this process may have open, connections included. Without state. */
final class OpenFiles {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files +(\\d{1,9}) ");

  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final int LEAST_SET_ASIDE = 20;
  private static final int MOST_SET_ASIDE = 128;
  private static final int FOR_COMMANDS = 6;

  private OpenFiles() {}

  /** The limit; the largest number if there is none, or nobody tells. */
  static int limit() {
    try {
      return Files.isReadable(LIMITS) ? parse(Files.readString(LIMITS)) : Integer.MAX_VALUE;
    } catch (IOException e) {
      return Integer.MAX_VALUE; // What the limit is good for is done without it, too: see Door.
    }
  }

  /**
   * How many connections a process may have.
   *
   * @param clients how many there may be when another client comes
   * @param connections how many there may be in all: some more, for commands and the other process
   */
  record Room(int clients, int connections) {}

  /**
   * What the limit leaves for connections. Set aside are the files that are open already, those
   * that a takeover needs (journal, fence, a child), and a part for the user's own.
   */
  static Room room() {
    return room(limit(), inUse());
  }

  static Room room(int limit, int inUse) {
    int setAside = Math.max(LEAST_SET_ASIDE, Math.min(limit / 8, MOST_SET_ASIDE));
    int connections = Math.max(FOR_COMMANDS + 1, limit - inUse - setAside);
    return new Room(connections - FOR_COMMANDS, connections);
  }

  private static int inUse() {
    try (Stream<Path> files = Files.list(OPEN)) {
      return (int) files.count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // Nobody tells: what is set aside has to do.
    }
  }

  static int parse(String limits) {
    Matcher matcher = SOFT_LIMIT.matcher(limits);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
  }
}
