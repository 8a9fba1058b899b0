package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a java command reads its arguments from ({@code java @FILE}). The command line of a process
 * is there for every user of the machine to see, and the kernel bounds it; a file that only its
 * owner may read keeps secrets, and holds a class path of any length.
 *
 * <p>The file stays while the pair lives: the children of every primary are started with the same
 * arguments, so that on a full disk the next one needs no room for it.
 */
public final class ArgumentFile {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private ArgumentFile() {}

  /**
   * Has a file hold these arguments. Nothing is written if it does.
   *
   * @param file one of those of {@link RunDirectory}
   * @param arguments what stands behind {@code java}: flags, main class, arguments of the program
   * @return the argument of the java command that names the file
   * @throws IOException if it cannot be written
   */
  public static String write(Path file, List<String> arguments) throws IOException {
    StringBuilder text = new StringBuilder();
    arguments.forEach(argument -> text.append(quoted(argument)).append('\n'));
    // The java command takes the bytes as they are, as it would from the command line.
    byte[] bytes = text.toString().getBytes(nativeCharset());
    if (!holds(file, bytes)) {
      replace(file, bytes);
    }
    return "@" + file;
  }

  /**
   * Removes a file of arguments.
   *
   * @throws IOException if it is there and cannot be removed
   */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent())
            .supportsFileAttributeView(PosixFileAttributeView.class);
    FileAttribute<?>[] attributes =
        posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Charset nativeCharset() {
    String name = System.getProperty("sun.jnu.encoding", "");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  // Within quotes only these are not themselves.
  static String quoted(String argument) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\f' -> quoted.append("\\f");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
