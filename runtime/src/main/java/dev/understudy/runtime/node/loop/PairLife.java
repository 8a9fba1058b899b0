package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.directory.FolderSync;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * The number of one life of a state: chosen at its first start, and anew after a restore, or after
 * a loss of power that may have cost updates. A session's number is the sequence of the update that
 * opened it, and after either sequences are given once more; with the life beside it, no client
 * takes another's session for its own. Kept in a file, of which a lost one costs clients their
 * sessions, and nothing else.
 */
public final class PairLife {

  private PairLife() {}

  /**
   * Whether a directory is another pair's: one that was put in the place of a pair's while that
   * runs.
   *
   * @param life of the pair that runs
   */
  public static boolean isOfAnother(RunDirectory directory, long life) {
    try {
      return read(directory.lifeFile()) != life;
    } catch (IOException | NumberFormatException e) {
      return false; // It does not say so.
    }
  }

  private static long read(Path file) throws IOException {
    PlainFile.require(file);
    return Long.parseUnsignedLong(Files.readString(file).trim(), 16);
  }

  /**
   * The life of a directory's state.
   *
   * @param isNew whether the state is about to begin, has just been restored, or may lack updates
   * @throws IOException if it cannot be read, or written
   */
  public static long of(RunDirectory directory, boolean isNew) throws IOException {
    Path file = directory.lifeFile();
    if (!isNew && Files.isRegularFile(file)) {
      try {
        return read(file);
      } catch (NoSuchFileException | CharacterCodingException | NumberFormatException e) {
        // Lost or damaged: as good as a new one.
      }
    }
    long life = new SecureRandom().nextLong();
    byte[] text = "%016x\n".formatted(life).getBytes(StandardCharsets.US_ASCII);
    try {
      replace(directory, text);
    } catch (IOException e) {
      if (!Files.isRegularFile(file)) {
        throw e;
      }
      write(file, text); // On a full disk there is room for it where the last one stands.
    }
    return life;
  }

  private static void replace(RunDirectory directory, byte[] text) throws IOException {
    Path file = directory.lifeFile();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    PlainFile.makeWay(draft);
    write(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    FolderSync.force(directory.root());
  }

  // It is to outlive the loss of power, or clients would lose their sessions.
  private static void write(Path file, byte[] text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text), 0);
      channel.truncate(text.length);
      channel.force(true);
    }
  }
}
