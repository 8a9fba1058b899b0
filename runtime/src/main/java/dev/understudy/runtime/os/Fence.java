package dev.understudy.runtime.os;

import com.sun.jna.Platform;
import dev.understudy.runtime.directory.RunDirectory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The lock that only the primary holds, and that the kernel frees at its death, not before. Who
 * does not hold it neither journals nor serves.
 *
 * <p>It lies on an empty file of its own, {@link RunDirectory#fenceFile}, opened once per process
 * and never read or opened for anything else. On Linux it is an open-file-description lock, which
 * nothing but the end of its holder, {@link #free} or {@link #close} frees. Elsewhere it is what
 * {@link java.nio.channels.FileChannel#lock} gives, and that is worth less: a POSIX lock is dropped
 * in silence when <em>any</em> channel on that file is closed in the process that holds it, so code
 * that so much as reads the file in there frees it.
 *
 * <p>Where there are {@linkplain WriterMutex robust mutexes}, the fence has a second half: whoever
 * waits for the mutex of the primary, and is given it, has the fence by that, and long before the
 * lock is free.
 *
 * <p>For any thread, where the lock is one of Linux; else confined to one thread at a time.
 */
public interface Fence extends AutoCloseable {

  /**
   * Opens the fence of a directory, without taking it.
   *
   * @throws FenceException if the file cannot be opened, or the system lacks what it takes
   */
  static Fence open(RunDirectory directory) {
    return open(directory, true);
  }

  /**
   * Opens the fence that a primary has made: for a standby, which must not make another one should
   * somebody have deleted it.
   *
   * @throws FenceException if it is not there, or cannot be opened
   */
  static Fence openExisting(RunDirectory directory) {
    return open(directory, false);
  }

  private static Fence open(RunDirectory directory, boolean create) {
    if (!create && !Files.exists(directory.fenceFile())) {
      throw new FenceException(
          "the fence "
              + directory.fenceFile()
              + " was deleted while the pair runs: stop the pair, and start it again",
          new NoSuchFileException(directory.fenceFile().toString()));
    }
    return hasDescriptionLocks()
        ? OpenFileLockFence.open(directory.fenceFile())
        : FileLockFence.open(directory.fenceFile());
  }

  /**
   * Whether a process holds the fence of a directory; asked without taking it, or making its file.
   * For any process but the holder, whose lock this would drop where there are no open-file-
   * description locks.
   *
   * @return false also if there is no fence
   * @throws FenceException if the file cannot be opened, or the file system cannot tell
   */
  static boolean isTaken(RunDirectory directory) {
    Path file = directory.fenceFile();
    if (!Files.exists(file)) {
      return false;
    }
    return hasDescriptionLocks() ? OpenFileLockFence.isTaken(file) : FileLockFence.isTaken(file);
  }

  // A struct flock of other systems, or of 32 bits, is laid out in another way.
  private static boolean hasDescriptionLocks() {
    return Platform.isLinux() && Platform.is64Bit();
  }

  /**
   * Takes the fence if nobody has it. Does not wait.
   *
   * @return whether it is held now
   * @throws FenceException if the file system cannot tell
   */
  boolean tryTake();

  /**
   * Takes the fence over from a holder whose writer has ended, as its mutex tells: this process has
   * it from now on, although the kernel frees the lock itself only when it has closed the files of
   * the dead. Until then {@link #tryLockFile} is to be called again and again.
   */
  default void inherit() {
    throw new IllegalStateException("there are no mutexes where this fence is used");
  }

  /**
   * Takes the lock itself once the fence was inherited.
   *
   * @return whether there is nothing more to wait for: it is locked, or not held any more
   * @throws FenceException if the file system cannot tell
   */
  default boolean tryLockFile() {
    return true;
  }

  /** Frees the fence if it is held; it may be taken again. */
  void free();

  /** Whether it was taken, and not freed since. */
  boolean isHeld();

  /**
   * Whether the file that was opened is still the one in the directory. Where it is not, somebody
   * has deleted or replaced it, and another process may take the fence that is there now. Does not
   * open the file. For any thread.
   */
  boolean isInPlace();

  /** Frees the fence if it is held. */
  @Override
  void close();
}
