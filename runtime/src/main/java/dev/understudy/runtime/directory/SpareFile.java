package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process is the spare of the pair. Written by the spare once it waits to be taken, so that a
 * successor finds it that has not started it. A hint, as the pair file is: what is damaged counts
 * as absent, and a process that has come to bear the number is none.
 *
 * @param pid the spare
 * @param startTicks when it started, as the kernel counts
 * @param place where its number means that process
 * @param kind stands for how it was started: one that was started in another way is not taken
 * @param log the name of the file that its output goes to
 */
public record SpareFile(long pid, long startTicks, ProcessPlace place, String kind, String log) {

  private static final Pattern FORM =
      Pattern.compile(
          "spare=([0-9]{1,18})/([0-9]{1,18}) boot=(\\S*) pidNamespace=(\\S*) kind=(\\S+)"
              + " log=(\\S+) directory=(\\S*)\n");

  /**
   * Replaces the file.
   *
   * @throws IOException if it cannot be written
   */
  public void write(RunDirectory directory) throws IOException {
    WholeFile.replace(
        directory.spareFile(),
        "spare=%d/%d boot=%s pidNamespace=%s kind=%s log=%s directory=%s\n"
            .formatted(
                pid,
                startTicks,
                place.boot(),
                place.namespace(),
                kind,
                log,
                DirectoryInode.of(directory)));
    WholeFile.giveUpRoom(directory.spareFile());
  }

  /**
   * Reads the file.
   *
   * @return empty if there is none that can be understood, or it was copied with its directory
   * @throws IOException if it cannot be read
   */
  public static Optional<SpareFile> read(RunDirectory directory) throws IOException {
    Matcher matcher;
    try {
      matcher = FORM.matcher(WholeFile.read(directory.spareFile()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return matcher.matches() && !DirectoryInode.isAnother(directory, matcher.group(7))
        ? Optional.of(
            new SpareFile(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                new ProcessPlace(matcher.group(3), matcher.group(4)),
                matcher.group(5),
                matcher.group(6)))
        : Optional.empty();
  }

  /**
   * Removes the file: there is no spare any more.
   *
   * @throws IOException if it cannot be removed
   */
  public static void delete(RunDirectory directory) throws IOException {
    Files.deleteIfExists(directory.spareFile());
  }
}
