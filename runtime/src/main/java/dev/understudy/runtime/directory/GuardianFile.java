package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process guards the pair of a directory. Written by a primary that its guardian has started,
 * once it has the fence; so it always names the guardian of the pair, and never one that found the
 * directory served. A hint, as the pair file is: what is damaged counts as absent.
 *
 * @param pid the guardian
 * @param startTicks when it started, as the kernel counts
 */
public record GuardianFile(long pid, long startTicks) {

  private static final Pattern FORM =
      Pattern.compile("guardian=([0-9]{1,18})/([0-9]{1,18})(?: directory=([0-9:]*))?\n");

  /**
   * Replaces the file, unless it says so already: then no room is needed for it on a full disk.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public void write(RunDirectory directory) {
    if (read(directory).filter(this::equals).isPresent()) {
      return;
    }
    Path file = directory.guardianFile();
    Path fresh = file.resolveSibling("guardian.new");
    try {
      PlainFile.makeWay(fresh);
      Files.writeString(
          fresh,
          "guardian="
              + pid
              + "/"
              + startTicks
              + " directory="
              + DirectoryInode.of(directory)
              + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, "written", e);
    }
  }

  /**
   * Reads the file.
   *
   * @return empty if there is none that can be understood, or it was copied with its directory
   */
  public static Optional<GuardianFile> read(RunDirectory directory) {
    try {
      Matcher matcher = FORM.matcher(WholeFile.read(directory.guardianFile()));
      boolean isOurs =
          matcher.matches()
              && !DirectoryInode.isAnother(
                  directory, Objects.requireNonNullElse(matcher.group(3), ""));
      return isOurs
          ? Optional.of(
              new GuardianFile(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(directory.guardianFile(), "read", e);
    }
  }

  /**
   * Removes the file: nobody guards this directory.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    try {
      Files.deleteIfExists(directory.guardianFile());
    } catch (IOException e) {
      throw failed(directory.guardianFile(), "removed", e);
    }
  }

  private static RunDirectoryException failed(Path file, String what, IOException cause) {
    return new RunDirectoryException(
        "the file "
            + file
            + " cannot be "
            + what
            + " ("
            + FileReason.of(cause)
            + "): make room for it, and the directory writable for this user",
        cause);
  }
}
