package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * The number of one life of a state: chosen at its first start, and anew after a restore. A
 * session's number is the sequence of the update that opened it, and after a restore sequences are
 * given once more; with the life beside it, no client takes another's session for its own. Kept in
 * a file, of which a lost one costs clients their sessions, and nothing else.
 */
public final class PairLife {

  private PairLife() {}

  /**
   * The life of a directory's state.
   *
   * @param isNew whether the state is about to begin, or has just been restored
   * @throws IOException if it cannot be read, or written
   */
  public static long of(RunDirectory directory, boolean isNew) throws IOException {
    Path file = directory.lifeFile();
    if (!isNew) {
      try {
        return Long.parseUnsignedLong(Files.readString(file).trim(), 16);
      } catch (NoSuchFileException | CharacterCodingException | NumberFormatException e) {
        // Lost or damaged: as good as a new one.
      }
    }
    long life = new SecureRandom().nextLong();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, Long.toHexString(life) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return life;
  }
}
