package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process asks of its kernel about itself. Each answers whether it was done: not on Windows,
 * nor where the kernel forbids it. For any thread.
 */
public final class Natives {

  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final Path THREADS = Path.of("/proc/self/task");

  private Natives() {}

  /**
   * Puts this process into a session of its own, so that what a terminal sends, and the end of the
   * process that started this one, reach it no more.
   *
   * @return whether it leads a session now
   */
  public static boolean setsid() {
    if (!hasPosixFunctions()) {
      return false;
    }
    try {
      LibC.setsid();
      return true;
    } catch (LastErrorException e) {
      // The leader of a process group cannot; it may lead a session already.
      return LibC.getsid(0) == ProcessHandle.current().pid();
    } catch (LinkageError e) {
      return false;
    }
  }

  /**
   * Lowers the priority of this process: of all its present threads, and so of those that they
   * start from now on.
   *
   * @param niceness from 0, as usual, to 19, the least
   * @return whether it is lower now
   */
  public static boolean lowerPriority(int niceness) {
    if (niceness < 0 || niceness > 19) {
      throw new IllegalArgumentException("a niceness of " + niceness);
    }
    if (!hasPosixFunctions()) {
      return false;
    }
    try {
      LibC.setpriority(LibC.PRIO_PROCESS, 0, niceness);
      if (Platform.isLinux()) {
        lowerAllThreads(niceness); // Linux means the calling thread where POSIX says process.
      }
      return true;
    } catch (LastErrorException | LinkageError e) {
      return false;
    }
  }

  /**
   * Sends what this process prints to the end of another file: its standard output, and its
   * standard error.
   *
   * @param file there already
   * @return whether it goes there now
   */
  public static boolean redirectOutput(Path file) {
    if (!hasPosixFunctions()) {
      return false;
    }
    try {
      int append = Platform.isMac() ? LibC.MAC_O_APPEND : LibC.O_APPEND;
      int descriptor = LibC.open(file.toString(), LibC.O_WRONLY | append, 0);
      try {
        LibC.dup2(descriptor, STANDARD_OUTPUT);
        LibC.dup2(descriptor, STANDARD_ERROR);
        return true;
      } finally {
        LibC.close(descriptor);
      }
    } catch (LastErrorException | LinkageError e) {
      return false;
    }
  }

  private static void lowerAllThreads(int niceness) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        lowerThread(Integer.parseInt(thread.getFileName().toString()), niceness);
      }
    } catch (IOException e) {
      throw new LinkageError("the threads of this process cannot be listed in " + THREADS, e);
    }
  }

  private static void lowerThread(int thread, int niceness) {
    try {
      LibC.setpriority(LibC.PRIO_PROCESS, thread, niceness);
    } catch (LastErrorException e) {
      if (e.getErrorCode() != LibC.ESRCH) { // It has ended since it was listed.
        throw e;
      }
    }
  }

  private static boolean hasPosixFunctions() {
    return Platform.isLinux() || Platform.isMac();
  }
}
