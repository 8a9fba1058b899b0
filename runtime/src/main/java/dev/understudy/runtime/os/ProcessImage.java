package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Another program in place of this one, in the same process: its number, its parent, its terminal
 * and its standard streams stay. Linux only.
 */
public final class ProcessImage {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int FIRST_OTHER = 3;

  private ProcessImage() {}

  /**
   * Goes on as another program; does not return if that succeeds. No shutdown hook runs, and no
   * stream is flushed.
   *
   * @param command the program's file, and its arguments
   * @param without environment variables that it does not get
   * @return why it could not be: a sentence for a log
   */
  public static String replace(List<String> command, Collection<String> without) {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return "only Linux can do that";
    }
    try {
      closeOthersAtExec();
      for (String variable : without) {
        KernelCalls.unsetenv(variable);
      }
      String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
      KernelCalls.execv(command.get(0), new StringArray(command.toArray(String[]::new), encoding));
      return "it returned";
    } catch (LastErrorException | LinkageError | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // The JDK leaves some descriptors open over an exec, such as those of its jar files.
  private static void closeOthersAtExec() throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : descriptors) {
        int descriptor = Integer.parseInt(entry.getFileName().toString());
        if (descriptor >= FIRST_OTHER) {
          closeAtExec(descriptor);
        }
      }
    }
  }

  private static void closeAtExec(int descriptor) {
    try {
      int flags = KernelCalls.fcntl(descriptor, KernelCalls.F_GETFD, 0);
      KernelCalls.fcntl(descriptor, KernelCalls.F_SETFD, flags | KernelCalls.FD_CLOEXEC);
    } catch (LastErrorException e) {
      if (e.getErrorCode() != KernelCalls.EBADF) { // It was closed since it was listed.
        throw e;
      }
    }
  }
}
