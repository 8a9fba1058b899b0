package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small file that one process leaves for another.
 *
 * @param file where it is
 */
record Note(Path file) {

  /**
   * Leaves the note.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  void write(String text) {
    try {
      PlainFile.makeWay(file);
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /**
   * Reads the note; empty if there is none.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  Optional<String> read() {
    try {
      return Optional.of(WholeFile.read(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /**
   * Removes the note, if there is one.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("removed", e);
    }
  }

  RunDirectoryException failed(String what, IOException cause) {
    return new RunDirectoryException(
        file + " cannot be " + what + ": " + FileReason.of(cause), cause);
  }
}
