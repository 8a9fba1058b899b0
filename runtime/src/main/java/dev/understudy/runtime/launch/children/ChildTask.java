package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.os.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a process was started for, when it was not a person who started it. Handed over in system
 * properties on its command line: environment variables would be inherited by whatever the user's
 * code starts, which would then take itself for a standby. The options come settled, so that a
 * child neither parses a command line nor loads what parses it.
 *
 * @param kind what it is to be
 * @param directory the pair's directory
 * @param epoch the epoch in which a standby would serve; means nothing to a spare
 * @param parent the primary that started it, or the guardian
 * @param output the file that its output goes to; means nothing to a primary
 * @param options the settings of the pair
 * @param logLimitBytes how much the files of the children's output may take
 * @param leftOut the agents that this process does without, for people; may be empty
 */
public record ChildTask(
    Kind kind,
    Path directory,
    long epoch,
    ProcessIdentity parent,
    Path output,
    NodeOptions options,
    long logLimitBytes,
    String leftOut) {

  /** What a child is. */
  public enum Kind {
    /** It serves, as the child of a guardian. */
    PRIMARY,
    /** It stands by and may take over. */
    STANDBY,
    /** It waits until a primary makes a standby of it. */
    SPARE,
    /** It writes a snapshot and ends. */
    SNAPSHOTTER
  }

  /** What the flags of {@link #toFlags} begin with. */
  public static final String FLAG_PREFIX = "-Dunderstudy.child.";

  private static final String PREFIX = FLAG_PREFIX.substring(2);

  /** The flags of the child's JVM that carry this, but for the arguments of the server class. */
  List<String> toFlags() {
    List<String> flags = new ArrayList<>();
    flags.add(flag("kind", kind.name()));
    flags.add(flag("dir", directory.toString()));
    flags.add(flag("epoch", Long.toString(epoch)));
    flags.add(flag("parent", parent.pid() + "/" + parent.startTicks()));
    flags.add(flag("output", output.toString()));
    flags.add(flag("hangTimeoutNanos", Long.toString(options.hangTimeout().toNanos())));
    flags.add(flag("sessionGraceNanos", Long.toString(options.sessionGrace().toNanos())));
    flags.add(flag("snapshotEveryBytes", Long.toString(options.snapshotEveryBytes())));
    flags.add(flag("syncAlways", Boolean.toString(options.syncAlways())));
    flags.add(flag("alone", Boolean.toString(options.alone())));
    flags.add(flag("spare", Boolean.toString(options.spare())));
    flags.add(flag("logLimitBytes", Long.toString(logLimitBytes)));
    flags.add(flag("leftOut", leftOut));
    return flags;
  }

  /**
   * The flag that carries the arguments of the server class. It is not among {@link #toFlags}:
   * there may be secrets in it.
   */
  public static String argumentsFlag(List<String> serverArguments) {
    return flag("arguments", encode(serverArguments));
  }

  /**
   * Takes what this process was started for out of its system properties.
   *
   * @return empty when a person started it
   */
  public static Optional<ChildTask> take(Properties properties) {
    if (properties.getProperty(PREFIX + "kind") == null) {
      return Optional.empty();
    }
    properties.remove(PREFIX + "launcher"); // It is for people alone.
    String[] parent = property(properties, "parent").split("/", 2);
    return Optional.of(
        new ChildTask(
            Kind.valueOf(property(properties, "kind")),
            Path.of(property(properties, "dir")),
            number(properties, "epoch"),
            new ProcessIdentity(Long.parseLong(parent[0]), Long.parseLong(parent[1])),
            Path.of(property(properties, "output")),
            new NodeOptions(
                Duration.ofNanos(number(properties, "hangTimeoutNanos")),
                Duration.ofNanos(number(properties, "sessionGraceNanos")),
                number(properties, "snapshotEveryBytes"),
                Boolean.parseBoolean(property(properties, "syncAlways")),
                Boolean.parseBoolean(property(properties, "alone")),
                Boolean.parseBoolean(property(properties, "spare")),
                decode(property(properties, "arguments"))),
            number(properties, "logLimitBytes"),
            property(properties, "leftOut")));
  }

  private static String flag(String name, String value) {
    return FLAG_PREFIX + name + "=" + value;
  }

  private static String property(Properties properties, String name) {
    Object value = properties.remove(PREFIX + name);
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalStateException("started as a child, but without " + PREFIX + name);
  }

  private static long number(Properties properties, String name) {
    return Long.parseLong(property(properties, name));
  }

  // A JVM flag may not be the place for any character that an argument may have.
  private static String encode(List<String> arguments) {
    List<String> encoded = new ArrayList<>();
    for (String argument : arguments) {
      byte[] utf8 = argument.getBytes(StandardCharsets.UTF_8);
      encoded.add(Base64.getUrlEncoder().encodeToString(utf8));
    }
    return encoded.size() + ":" + String.join(",", encoded);
  }

  private static List<String> decode(String text) {
    int colon = text.indexOf(':');
    int count = Integer.parseInt(text.substring(0, colon));
    List<String> arguments = new ArrayList<>();
    if (count > 0) {
      for (String encoded : text.substring(colon + 1).split(",", -1)) {
        byte[] utf8 = Base64.getUrlDecoder().decode(encoded);
        arguments.add(new String(utf8, StandardCharsets.UTF_8));
      }
    }
    return arguments;
  }
}
