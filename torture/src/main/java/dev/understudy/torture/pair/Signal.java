package dev.understudy.torture.pair;

import java.io.IOException;

/** What the rig sends to processes. */
public enum Signal {
  /** Ends it, at once. */
  KILL,
  /** Has it stand still. */
  STOP,
  /** Has it go on. */
  CONT;

  /**
   * Sends it.
   *
   * @return whether the process was there
   */
  public boolean send(ProcessHandle process) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return false;
    }
    if (this == KILL) {
      return process.destroyForcibly();
    }
    Process kill =
        new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return kill.waitFor() == 0;
  }
}
