package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A small file that is replaced as a whole, so that a reader sees the old text or the new one; also
 * on a full disk, since the room for the next text is kept, in a file beside it.
 */
final class WholeFile {

  // A block of most file systems, and more than any text here has.
  private static final int KEPT_BYTES = 4 << 10;

  // Nothing of ours looks like it.
  private static final String NO_FILE = "no file";

  private WholeFile() {}

  /**
   * Reads a small text of ours; bytes that are none are read as such, and understood by nobody. So
   * is what is no file, such as a pipe, from which nothing may ever come.
   */
  static String read(Path file) throws IOException {
    try {
      PlainFile.require(file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      return NO_FILE;
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static void replace(Path file, String text) throws IOException {
    Path spare = spare(file);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PlainFile.makeWay(spare);
    try (FileChannel channel =
        FileChannel.open(spare, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(channel, bytes);
      channel.truncate(bytes.length);
    }
    Files.move(spare, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    keepRoom(spare);
  }

  /** Deletes the file, and what is kept for the next one. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(spare(file));
  }

  /** Gives up what is kept for the next text. */
  static void giveUpRoom(Path file) throws IOException {
    Files.deleteIfExists(spare(file));
  }

  private static Path spare(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  // The text that was replaced has just given back as much; without it the next one needs luck.
  private static void keepRoom(Path spare) {
    try (FileChannel channel =
        FileChannel.open(spare, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(channel, new byte[KEPT_BYTES]);
    } catch (IOException e) {
      return; // The disk is full: the next write will say so.
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
