package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fence of Linux: an open-file-description lock. */
final class OpenFileLockFence implements Fence {

  private static final int OWNER_MAY_READ_AND_WRITE = 0600;

  // struct flock: short l_type, l_whence; long l_start, l_len; int l_pid. Zeros mean: from the
  // start of the file, to its end, and no pid, as these locks demand.
  private static final int FLOCK_BYTES = 32;

  private final Path file;
  private final int descriptor;
  private final FileKey key;
  private boolean held;
  private boolean locked;
  private boolean closed;

  private OpenFileLockFence(Path file, int descriptor, FileKey key) {
    this.file = file;
    this.descriptor = descriptor;
    this.key = key;
  }

  static Fence open(Path file) {
    int descriptor = open(file, LibC.O_RDWR | LibC.O_CREAT | LibC.O_CLOEXEC);
    // By the descriptor: under the name there may be another file already.
    Path opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
    FileKey key = FileKey.of(Files.exists(opened) ? opened : file);
    return new OpenFileLockFence(file, descriptor, key);
  }

  static boolean isTaken(Path file) {
    int descriptor = open(file, LibC.O_RDWR | LibC.O_CLOEXEC);
    try (Memory lock = new Memory(FLOCK_BYTES)) {
      lock.clear();
      lock.setShort(0, LibC.F_WRLCK);
      LibC.fcntl(descriptor, LibC.F_OFD_GETLK, lock);
      return lock.getShort(0) != LibC.F_UNLCK;
    } catch (LastErrorException e) {
      throw cannotLock(file, e);
    } finally {
      LibC.close(descriptor);
    }
  }

  private static int open(Path file, int flags) {
    try {
      String path = file.toString();
      while (true) {
        try {
          return LibC.open(path, flags, OWNER_MAY_READ_AND_WRITE);
        } catch (LastErrorException e) {
          if (e.getErrorCode() != LibC.EINTR) {
            throw new FenceException(
                "the fence "
                    + file
                    + " cannot be opened ("
                    + e.getMessage()
                    + "): make its directory writable",
                e);
          }
        }
      }
    } catch (LinkageError e) {
      // A lock of another kind instead would be a weaker promise that nobody asked for.
      throw new FenceException(
          "the fence "
              + file
              + " needs JNA, which cannot load its library ("
              + e.getMessage()
              + "): set -Djna.tmpdir to a directory from which libraries may be loaded",
          e);
    }
  }

  @Override
  public synchronized boolean tryTake() {
    if (closed) {
      throw new IllegalStateException("the fence " + file + " is closed");
    }
    if (!held) {
      locked = tryLock();
      held = locked;
    }
    return held;
  }

  @Override
  public synchronized void inherit() {
    held = true;
  }

  @Override
  public synchronized boolean tryLockFile() {
    if (!held || locked || closed) {
      return true;
    }
    locked = tryLock();
    return locked;
  }

  private boolean tryLock() {
    try {
      lock(LibC.F_WRLCK);
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EAGAIN || e.getErrorCode() == LibC.EACCES) {
        return false;
      }
      throw cannotLock(file, e);
    }
  }

  private void lock(short type) {
    try (Memory lock = new Memory(FLOCK_BYTES)) {
      lock.clear();
      lock.setShort(0, type);
      LibC.fcntl(descriptor, LibC.F_OFD_SETLK, lock);
    }
  }

  @Override
  public synchronized void free() {
    if (!held) {
      return;
    }
    try {
      lock(LibC.F_UNLCK);
      held = false;
      locked = false;
    } catch (LastErrorException e) {
      throw cannotLock(file, e);
    }
  }

  private static FenceException cannotLock(Path file, LastErrorException e) {
    return new FenceException(
        "the fence "
            + file
            + " cannot be locked ("
            + e.getMessage()
            + "): use a directory of a local disk",
        e);
  }

  @Override
  public boolean isInPlace() {
    return key.equals(FileKey.of(file));
  }

  @Override
  public synchronized boolean isHeld() {
    return held;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    held = false;
    LibC.close(descriptor);
  }
}
