package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Buries the dead as process 1 of a container has to: a process that loses its parent becomes its
 * child, and stays in the kernel's table until somebody asks for its end.
 *
 * <p>Each is asked for by its number, and never "whoever has ended" ({@code waitpid(-1)}): that
 * would now and then take the end of the one child that the JDK waits for, whose thread would then
 * find no such child, lose the exit code, and go on by looking every 0.3 s. Without state; not at
 * the same time as a child is being started.
 */
public final class ZombieReaper {

  private static final Path PROC = Path.of("/proc");

  // Fields of /proc/PID/stat after the name: state, parent.
  private static final int STATE = 0;
  private static final int PARENT = 1;

  private ZombieReaper() {}

  /**
   * Buries the dead that have no other parent than this process.
   *
   * @param ownChild the child for which the JDK waits, and which is left to it; 0 for none
   * @return how many there were
   * @throws IOException if the processes cannot be listed
   */
  public static int bury(long ownChild) throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    int buried = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        int pid = Integer.parseInt(process.getFileName().toString());
        if (pid != ownChild && stat(process).filter(stat -> isDeadChild(stat, self)).isPresent()) {
          buried += bury(pid);
        }
      }
    }
    return buried;
  }

  /** Whether the text of /proc/PID/stat is that of a dead child of a process. */
  static boolean isDeadChild(String stat, String parent) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", PARENT + 2);
    return fields.length > PARENT && fields[STATE].equals("Z") && fields[PARENT].equals(parent);
  }

  private static Optional<String> stat(Path process) {
    try {
      byte[] bytes = Files.readAllBytes(process.resolve("stat"));
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty(); // It was buried since it was listed.
    }
  }

  private static int bury(int pid) {
    try {
      return KernelCalls.waitpid(pid, null, KernelCalls.WNOHANG) == pid ? 1 : 0;
    } catch (LastErrorException e) {
      return 0; // Somebody else has.
    }
  }
}
