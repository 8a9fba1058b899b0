package dev.understudy.runtime.os;

import dev.understudy.runtime.directory.FileReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The fence where there are no open-file-description locks: see {@link Fence} for its worth. */
final class FileLockFence implements Fence {

  private final Path file;
  private final FileChannel channel;
  private final FileKey key;
  private @Nullable FileLock lock;

  private FileLockFence(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    this.key = FileKey.of(file);
  }

  static Fence open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new FileLockFence(file, channel);
    } catch (IOException e) {
      throw new FenceException(
          "the fence "
              + file
              + " cannot be opened ("
              + FileReason.of(e)
              + "): make its directory writable",
          e);
    }
  }

  // A shared lock, so that two who ask do not see each other.
  static boolean isTaken(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false; // It was deleted since it was looked for.
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  @Override
  public boolean isInPlace() {
    return key.equals(FileKey.of(file));
  }

  @Override
  public boolean tryTake() {
    if (lock != null) {
      return true;
    }
    try {
      lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // Held by this very process, through another channel.
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  private static FenceException cannotLock(Path file, IOException e) {
    return new FenceException(
        "the fence "
            + file
            + " cannot be locked ("
            + FileReason.of(e)
            + "): use a directory of a local disk",
        e);
  }

  @Override
  public void free() {
    FileLock held = lock;
    if (held == null) {
      return;
    }
    lock = null;
    try {
      held.release();
    } catch (IOException e) {
      throw cannotLock(file, e);
    }
  }

  @Override
  public boolean isHeld() {
    return lock != null;
  }

  @Override
  public void close() {
    lock = null;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the fence " + file + " cannot be closed", e);
    }
  }
}
