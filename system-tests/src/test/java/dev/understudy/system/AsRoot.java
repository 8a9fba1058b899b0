package dev.understudy.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands that take root, or sudo without a password. */
final class AsRoot {

  private AsRoot() {}

  /** Runs a command and returns its exit code; -1 if there is no such program. */
  static int run(String... command) {
    int code = runOnce(List.of(command));
    if (code != 0) {
      List<String> asRoot = new ArrayList<>(List.of("sudo", "-n"));
      asRoot.addAll(List.of(command));
      code = runOnce(asRoot);
    }
    return code;
  }

  private static int runOnce(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // There is no such program.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
