package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The functions of the C library that are called here, by JNA's direct mapping. The constants are
 * those of Linux. Functions that take a varying number of arguments are called with a fixed one,
 * which Linux allows on all its 64-bit processors, and macOS does not.
 */
final class LibC {

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_CLOEXEC = 0x80000;
  static final int O_APPEND = 0x400;
  static final int MAC_O_APPEND = 8;

  static final int F_OFD_GETLK = 36;
  static final int F_OFD_SETLK = 37;
  static final short F_WRLCK = 1;
  static final short F_UNLCK = 2;

  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;

  static final int PRIO_PROCESS = 0;

  static {
    // What the process has loaded already: no search along the library path.
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int open(String path, int flags, int mode) throws LastErrorException;

  static native int close(int descriptor) throws LastErrorException;

  static native int dup2(int descriptor, int second) throws LastErrorException;

  static native int fcntl(int descriptor, int command, Pointer argument) throws LastErrorException;

  static native int setsid() throws LastErrorException;

  static native int getsid(int pid) throws LastErrorException;

  static native int setpriority(int which, int who, int priority) throws LastErrorException;
}
