package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * What a guardian asks of the kernel, by JNA's direct mapping. The constants are those of Linux,
 * the same on all its 64-bit processors.
 */
final class KernelCalls {

  /** The number of {@code pidfd_open}, for which older C libraries have no function. */
  static final long SYS_PIDFD_OPEN = 434;

  static final int F_GETFD = 1;
  static final int F_SETFD = 2;
  static final int FD_CLOEXEC = 1;

  static final short POLLIN = 1;
  static final int EINTR = 4;
  static final int EBADF = 9;
  static final int WNOHANG = 1;

  static {
    Native.register(KernelCalls.class, NativeLibrary.getProcess());
  }

  private KernelCalls() {}

  static native long syscall(long number, long pid, long flags) throws LastErrorException;

  static native int poll(Pointer descriptors, long count, int timeoutMillis)
      throws LastErrorException;

  static native int close(int descriptor) throws LastErrorException;

  static native int fcntl(int descriptor, int command, long argument) throws LastErrorException;

  static native int waitpid(int pid, @Nullable Pointer status, int options)
      throws LastErrorException;

  static native int unsetenv(String name) throws LastErrorException;

  static native int execv(String file, Pointer arguments) throws LastErrorException;
}
