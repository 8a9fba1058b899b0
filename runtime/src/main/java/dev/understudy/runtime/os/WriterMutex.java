package dev.understudy.runtime.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.directory.ProcessPlace;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A lock in mapped memory that the writer of a process holds as long as it lives. The kernel hands
 * it on as soon as that thread ends, however much memory the process still has to give back: where
 * the end of a connection comes late by 0.1 s for each GB of it, this comes in half a millisecond.
 * Whoever is given it knows that this writer will never again journal or answer.
 *
 * <p>It is a robust, process-shared mutex of POSIX threads ({@code pthread_mutexattr_setrobust}).
 * Linux only. Stopping the process does not hand it on.
 *
 * <p>The file is 4 KiB long and written with zeros before it is mapped, since a full disk under a
 * mapping is a crash:
 *
 * <pre>
 *    0  the mutex; 128 another one, for the trial whether the system keeps this promise
 *  256  magic and version, written last
 *  264  the numbers of the file and its file system: a copy of the directory is no lock
 *  272  where in a mutex the word is that the kernel knows
 *  280  the boot id, 36 characters: what another boot has left is no lock
 * </pre>
 *
 * For one waiting thread at a time; {@link #create} locks it for the calling thread.
 */
public final class WriterMutex {

  /** How a wait for it has ended. */
  public enum Wait {
    /** The owner has ended. Told to one who waits, and to no other. */
    OWNER_DIED,
    /** The owner lives. */
    TIMED_OUT,
    /** It tells nothing any more. */
    BROKEN
  }

  private static final int BYTES = 4_096;
  private static final int TRIAL = 128;
  private static final int MAGIC_AT = 256;
  private static final int INODE_AT = 264;
  private static final int WORD_AT = 272;
  private static final int BOOT_AT = 280;
  private static final int BOOT_BYTES = 36;
  private static final int DEVICE_SHIFT = 40;
  private static final int ATTRIBUTE_BYTES = 64;
  private static final int TIMESPEC_BYTES = 16;
  private static final long MAGIC = 0x3130_584d_5257_5355L;
  private static final long TRIAL_MILLIS = 1_000;

  // The kernel looks at the mutexes of a thread when that ends: they stay mapped until then.
  private static final Queue<WriterMutex> HELD = new ConcurrentLinkedQueue<>();

  private final MappedByteBuffer memory;
  private final Pointer mutex;
  private boolean announced;

  private WriterMutex(MappedByteBuffer memory) {
    this.memory = memory;
    this.mutex = Native.getDirectBufferPointer(memory);
    memory.order(ByteOrder.nativeOrder());
  }

  /**
   * Makes the file anew, and locks the mutex for the calling thread, for as long as that lives.
   *
   * @throws IOException if the system has no such mutexes, or the file cannot be made; the message
   *     says which
   */
  public static void create(Path file) throws IOException {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      throw new IOException("this system has no robust mutexes");
    }
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer zeros = ByteBuffer.allocate(BYTES);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      WriterMutex made = map(channel);
      made.init(0);
      made.init(TRIAL);
      made.tryOut();
      int wordAt = made.mutex.getInt(0) == 0 ? 0 : Integer.BYTES;
      require(made.tryTake(), "the mutex cannot be locked");
      made.describe(inode(file), wordAt);
    } catch (LinkageError e) {
      throw new IOException("JNA cannot call the functions of POSIX threads: " + e.getMessage(), e);
    }
  }

  /**
   * Opens one that another process has made.
   *
   * @return empty if it is not there, not whole, a copy, or was left by another boot
   * @throws IOException if it cannot be read
   */
  public static Optional<WriterMutex> open(Path file) throws IOException {
    if (!Platform.isLinux() || !Platform.is64Bit() || !Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        return Optional.empty();
      }
      WriterMutex opened = map(channel);
      boolean isLock = opened.isOf(inode(file));
      return isLock ? Optional.of(opened) : Optional.empty();
    } catch (LinkageError e) {
      throw new IOException("JNA cannot call the functions of POSIX threads: " + e.getMessage(), e);
    }
  }

  /** Whether a file is a copy of one that was made in this boot. */
  static boolean isCopy(Path file) {
    try {
      PlainFile.require(file);
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer copied = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      return bytes.length == BYTES
          && copied.getLong(MAGIC_AT) == MAGIC
          && copied.getLong(INODE_AT) != inode(file)
          && Arrays.equals(bytes, BOOT_AT, BOOT_AT + BOOT_BYTES, boot(), 0, BOOT_BYTES);
    } catch (IOException e) {
      return false; // It is not there, and says nothing.
    }
  }

  private static WriterMutex map(FileChannel channel) throws IOException {
    return new WriterMutex(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
  }

  private static long inode(Path file) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    return inode ^ Long.rotateLeft(device, DEVICE_SHIFT);
  }

  private void init(int at) throws IOException {
    try (Memory attributes = new Memory(ATTRIBUTE_BYTES)) {
      attributes.clear();
      int failed = Pthread.pthread_mutexattr_init(attributes);
      failed |= Pthread.pthread_mutexattr_setpshared(attributes, Pthread.PTHREAD_PROCESS_SHARED);
      failed |= Pthread.pthread_mutexattr_setrobust(attributes, Pthread.PTHREAD_MUTEX_ROBUST);
      failed |= Pthread.pthread_mutex_init(mutex.share(at), attributes);
      failed |= Pthread.pthread_mutexattr_destroy(attributes);
      require(failed == 0, "the system has no robust mutexes between processes");
    }
  }

  // Sandboxes and emulators know the functions, and do not keep the promise.
  private void tryOut() throws IOException {
    Thread owner =
        new Thread(() -> Pthread.pthread_mutex_trylock(mutex.share(TRIAL)), "mutex-trial");
    owner.setDaemon(true);
    owner.start();
    try {
      owner.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean handedOn = timedLock(TRIAL, TRIAL_MILLIS) == Pthread.EOWNERDEAD;
    require(handedOn, "the system does not hand a mutex on when its owner ends");
    Pthread.pthread_mutex_unlock(mutex.share(TRIAL));
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private void describe(long inode, int wordAt) {
    memory.putLong(INODE_AT, inode);
    memory.put(BOOT_AT, boot());
    memory.putInt(WORD_AT, wordAt);
    memory.putLong(MAGIC_AT, MAGIC);
  }

  private boolean isOf(long inode) {
    byte[] boot = new byte[BOOT_BYTES];
    memory.get(BOOT_AT, boot);
    return memory.getLong(MAGIC_AT) == MAGIC
        && memory.getLong(INODE_AT) == inode
        && Arrays.equals(boot, boot());
  }

  private static byte[] boot() {
    byte[] boot = ProcessPlace.current().boot().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(boot, BOOT_BYTES);
  }

  /**
   * Takes it for the calling thread, as long as that lives, unless another thread has it.
   *
   * @return whether the calling thread has it now
   */
  public boolean tryTake() {
    boolean taken = tryLock() != Pthread.EBUSY;
    if (taken) {
      HELD.add(this);
    }
    return taken;
  }

  private int tryLock() {
    return settled(0, Pthread.pthread_mutex_trylock(mutex));
  }

  /**
   * Waits for the end of its owner, or {@link #wake}. The page is touched when the wait begins and
   * ends, and not in between: where the disk stands still that waits for the disk, and with it
   * whatever else changes the memory of this process, such as the start of a thread.
   */
  public Wait await(long timeoutMillis) {
    if (!announced) {
      announced = true; // From here on the kernel knows that the word has a waiter.
      Wait first = lock(1);
      if (first != Wait.TIMED_OUT) {
        return first;
      }
    }
    return isHeld(timeoutMillis) ? Wait.TIMED_OUT : lock(timeoutMillis);
  }

  private Wait lock(long timeoutMillis) {
    int result = timedLock(0, timeoutMillis);
    if (result == Pthread.EOWNERDEAD) {
      Pthread.pthread_mutex_unlock(mutex); // It has said all that it can say.
      return Wait.OWNER_DIED;
    }
    return result == Pthread.ETIMEDOUT ? Wait.TIMED_OUT : Wait.BROKEN;
  }

  // Whether its owner lives when the wait is over.
  private boolean isHeld(long timeoutMillis) {
    int word = mutex.getInt(wordAt());
    if (!lives(word) || futexCall() < 0) {
      return false;
    }
    try (Memory timeout = new Memory(TIMESPEC_BYTES)) {
      timeout.setLong(0, TimeUnit.MILLISECONDS.toSeconds(timeoutMillis));
      timeout.setLong(Long.BYTES, TimeUnit.MILLISECONDS.toNanos(timeoutMillis % 1_000));
      Pthread.syscall(futexCall(), mutex.share(wordAt()), Pthread.FUTEX_WAIT, word, timeout);
    } finally {
      Reference.reachabilityFence(memory);
    }
    return lives(mutex.getInt(wordAt()));
  }

  private static boolean lives(int word) {
    return (word & Pthread.FUTEX_TID_MASK) != 0 && (word & Pthread.FUTEX_OWNER_DIED) == 0;
  }

  /** Ends the wait of all who wait, in any process: who has nothing to do with it waits again. */
  public void wake() {
    if (futexCall() >= 0) {
      Pthread.syscall(
          futexCall(), mutex.share(wordAt()), Pthread.FUTEX_WAKE, Integer.MAX_VALUE, null);
    }
  }

  // The word that the kernel knows: in the GNU library the first, which is 0 until it is locked; in
  // musl the second, behind the kind of the mutex.
  private long wordAt() {
    return memory.getInt(WORD_AT);
  }

  // Negative where it is not known.
  private static long futexCall() {
    return Platform.isIntel()
        ? Pthread.SYS_FUTEX_X86
        : Platform.isARM() ? Pthread.SYS_FUTEX_ARM : -1;
  }

  private int timedLock(int at, long timeoutMillis) {
    long untilMillis = System.currentTimeMillis() + timeoutMillis;
    try (Memory until = new Memory(TIMESPEC_BYTES)) {
      until.setLong(0, TimeUnit.MILLISECONDS.toSeconds(untilMillis));
      until.setLong(Long.BYTES, TimeUnit.MILLISECONDS.toNanos(untilMillis % 1_000));
      return settled(at, Pthread.pthread_mutex_timedlock(mutex.share(at), until));
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  // Without this it could never be locked again.
  private int settled(int at, int result) {
    if (result == Pthread.EOWNERDEAD) {
      Pthread.pthread_mutex_consistent(mutex.share(at));
    }
    return result;
  }
}
