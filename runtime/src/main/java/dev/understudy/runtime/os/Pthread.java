package dev.understudy.runtime.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library on robust mutexes, by JNA's direct mapping, and the call of the
 * kernel beneath. Each function returns 0 or an error number, those of Linux. Apart from {@link
 * LibC}: a library that lacks one of these must not take the fence with it.
 */
final class Pthread {

  static final int EBUSY = 16;
  static final int ETIMEDOUT = 110;
  static final int EOWNERDEAD = 130;

  static final int PTHREAD_PROCESS_SHARED = 1;
  static final int PTHREAD_MUTEX_ROBUST = 1;

  /** The number of {@code futex} on 64-bit x86, and on 64-bit ARM. */
  static final long SYS_FUTEX_X86 = 202;

  static final long SYS_FUTEX_ARM = 98;

  /** {@code FUTEX_WAIT}, between processes. */
  static final int FUTEX_WAIT = 0;

  /** {@code FUTEX_WAKE}, between processes. */
  static final int FUTEX_WAKE = 1;

  /** In the word of a mutex: its owner has died. */
  static final int FUTEX_OWNER_DIED = 0x4000_0000;

  /** In the word of a mutex: the thread that has it. */
  static final int FUTEX_TID_MASK = 0x3fff_ffff;

  static {
    Native.register(Pthread.class, NativeLibrary.getProcess());
  }

  private Pthread() {}

  static native int pthread_mutexattr_init(Pointer attributes);

  static native int pthread_mutexattr_setpshared(Pointer attributes, int shared);

  static native int pthread_mutexattr_setrobust(Pointer attributes, int robust);

  static native int pthread_mutexattr_destroy(Pointer attributes);

  static native int pthread_mutex_init(Pointer mutex, Pointer attributes);

  static native int pthread_mutex_trylock(Pointer mutex);

  static native int pthread_mutex_timedlock(Pointer mutex, Pointer untilRealTime);

  static native int pthread_mutex_consistent(Pointer mutex);

  static native int pthread_mutex_unlock(Pointer mutex);

  static native long syscall(
      long number, Pointer word, int operation, int value, @Nullable Pointer timeout);
}
