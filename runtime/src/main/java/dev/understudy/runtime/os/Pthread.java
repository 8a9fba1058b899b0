package dev.understudy.runtime.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The functions of the C library on robust mutexes, by JNA's direct mapping. Each returns 0 or an
 * error number, those of Linux. Apart from {@link LibC}: a library that lacks one of these must not
 * take the fence with it.
 */
final class Pthread {

  static final int EBUSY = 16;
  static final int ETIMEDOUT = 110;
  static final int EOWNERDEAD = 130;

  static final int PTHREAD_PROCESS_SHARED = 1;
  static final int PTHREAD_MUTEX_ROBUST = 1;

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
}
