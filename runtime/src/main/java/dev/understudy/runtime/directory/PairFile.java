package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pair file: who is primary and who is standby. Written by the primary alone, and replaced as a
 * whole, so that a reader sees the old one or the new one. It is a hint for finding the pair: who
 * may serve is decided by the fence.
 *
 * @param service the binary name of the server class
 * @param epoch the epoch of the primary
 * @param primary who serves
 * @param standby who stands by, or null without one
 * @param place where the numbers of both mean these processes
 */
public record PairFile(
    String service, long epoch, Member primary, @Nullable Member standby, ProcessPlace place) {

  /**
   * A process of the pair.
   *
   * @param pid its number
   * @param startTicks when it started, as the kernel counts; 0 if that is not known
   * @param endpoint the name of its socket, see {@link RunDirectory#socket}; null while it has none
   */
  public record Member(long pid, long startTicks, @Nullable String endpoint) {

    /** Checks that the text fits in a line. */
    public Member {
      if (endpoint != null) {
        requireOneLine(endpoint);
      }
    }
  }

  private static final String COMMENT =
      "# Who serves here. Written by the primary; changing it changes nothing.\n";

  /** Checks that the texts fit in lines, and that a primary listens. */
  public PairFile {
    requireOneLine(service);
    requireOneLine(place.boot() + "/" + place.namespace());
    if (primary.endpoint() == null) {
      throw new IllegalArgumentException("a primary without an endpoint");
    }
  }

  /** The number of the primary. */
  public long primaryPid() {
    return primary.pid();
  }

  /** The name of the primary's socket. */
  public String primaryEndpoint() {
    return Objects.requireNonNull(primary.endpoint());
  }

  /** The number of the standby, or 0 without one. */
  public long standbyPid() {
    return standby == null ? 0 : standby.pid();
  }

  /** The name of the standby's socket, or null while there is none. */
  public @Nullable String standbyEndpoint() {
    return standby == null ? null : standby.endpoint();
  }

  /**
   * Replaces the pair file.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public void write(RunDirectory directory) {
    Path file = directory.pairFile();
    try {
      WholeFile.replace(file, text(DirectoryInode.of(directory)));
    } catch (IOException e) {
      throw new RunDirectoryException(
          "the pair file "
              + file
              + " cannot be written ("
              + FileReason.of(e)
              + "): make room for it, and the directory writable",
          e);
    }
  }

  /**
   * Removes the pair file: nothing serves any more.
   *
   * @throws IOException if it cannot be removed
   */
  public static void delete(RunDirectory directory) throws IOException {
    WholeFile.delete(directory.pairFile());
  }

  /**
   * Reads the pair file.
   *
   * @return empty if there is none: nothing has been started there, or it was copied, with its
   *     directory, from where those processes are
   * @throws RunDirectoryException if it cannot be read, or is damaged
   */
  public static Optional<PairFile> read(RunDirectory directory) {
    Path file = directory.pairFile();
    String text;
    try {
      text = WholeFile.read(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RunDirectoryException(
          "the pair file "
              + file
              + " cannot be read ("
              + FileReason.of(e)
              + "): start again as its owner",
          e);
    }
    Map<String, String> values = values(file, text);
    return DirectoryInode.isAnother(directory, values.getOrDefault("directory", ""))
        ? Optional.empty()
        : Optional.of(parse(file, values));
  }

  // The last line is one that must be there, so that a file that was cut is seen to be.
  private String text(String inode) {
    StringBuilder text = new StringBuilder(COMMENT);
    text.append("service=").append(service).append('\n');
    text.append("epoch=").append(epoch).append('\n');
    text.append("boot=").append(place.boot()).append('\n');
    text.append("pidNamespace=").append(place.namespace()).append('\n');
    text.append("directory=").append(inode).append('\n');
    text.append("standbyPid=").append(standbyPid()).append('\n');
    if (standby != null) {
      text.append("standbyStartTicks=").append(standby.startTicks()).append('\n');
    }
    if (standbyEndpoint() != null) {
      text.append("standbyEndpoint=").append(standbyEndpoint()).append('\n');
    }
    text.append("primaryPid=").append(primaryPid()).append('\n');
    text.append("primaryStartTicks=").append(primary.startTicks()).append('\n');
    text.append("primaryEndpoint=").append(primaryEndpoint()).append('\n');
    return text.toString();
  }

  private static Map<String, String> values(Path file, String text) {
    if (!text.endsWith("\n")) {
      throw damaged(file, "its last line is cut", null);
    }
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("#")) {
        continue;
      }
      if (equals < 1 || values.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
        throw damaged(file, "line '" + line + "'", null);
      }
    }
    return values;
  }

  private static PairFile parse(Path file, Map<String, String> values) {
    long standbyPid = number(file, values, "standbyPid");
    return new PairFile(
        value(file, values, "service"),
        number(file, values, "epoch"),
        new Member(
            number(file, values, "primaryPid"),
            numberIfAny(file, values, "primaryStartTicks"),
            value(file, values, "primaryEndpoint")),
        standbyPid == 0
            ? null
            : new Member(
                standbyPid,
                numberIfAny(file, values, "standbyStartTicks"),
                values.containsKey("standbyEndpoint")
                    ? value(file, values, "standbyEndpoint")
                    : null),
        new ProcessPlace(values.getOrDefault("boot", ""), values.getOrDefault("pidNamespace", "")));
  }

  // Former versions did not write it.
  private static long numberIfAny(Path file, Map<String, String> values, String key) {
    return values.containsKey(key) ? number(file, values, key) : 0;
  }

  private static String value(Path file, Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw damaged(file, "it has no " + key, null);
    }
    return value;
  }

  private static long number(Path file, Map<String, String> values, String key) {
    String value = value(file, values, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw damaged(file, key + " is '" + value + "'", e);
    }
  }

  private static RunDirectoryException damaged(
      Path file, String what, @Nullable NumberFormatException cause) {
    return new RunDirectoryException(
        "the pair file "
            + file
            + " is damaged ("
            + what
            + "): remove it once nothing runs there, then start again",
        cause);
  }

  private static void requireOneLine(String value) {
    if (value.isEmpty() || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("'" + value + "' is not one line of text");
    }
  }
}
