package dev.understudy.runtime.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Which file bears a name, told apart from any other that comes to bear it. Found without opening
 * the file. Immutable.
 *
 * @param key what the file system tells its files apart by; null where no file is, or where the
 *     file system has nothing of the kind
 */
record FileKey(@Nullable Object key) {

  static FileKey of(Path file) {
    try {
      return new FileKey(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return new FileKey(null); // Whatever is there: it is not the file that was.
    }
  }
}
