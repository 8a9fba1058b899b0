package dev.understudy.benchmarks.rival;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs of others, as far as they are installed. Without state, for any thread. */
final class Programs {

  private static final long PATIENCE_SECONDS = 10;

  private Programs() {}

  /** Where a program is, or null if it is on no folder of the path. */
  static @Nullable Path find(String name) {
    String folders = System.getenv("PATH");
    for (String folder : folders == null ? new String[0] : folders.split(File.pathSeparator)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  /** A process that is started in a folder, with a log of its own there. */
  static ProcessBuilder in(Path folder, String log, List<String> command) {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
  }

  /** Kills processes, and waits until they are dead. */
  static void end(List<Process> processes) throws IOException {
    processes.forEach(Process::destroyForcibly);
    try {
      for (Process process : processes) {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("process " + process.pid() + " does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
