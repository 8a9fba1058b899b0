package dev.understudy.torture.load;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.torture.attic.AtticConnection;
import dev.understudy.torture.attic.AtticMode;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A client in a process of its own, which comes in, and waits to be killed. */
public final class Guest {

  /** What it prints once its call was answered. */
  static final String HERE = "here";

  private Guest() {}

  /**
   * Comes in.
   *
   * @param arguments the mode, the directory of the pair, and the name
   */
  public static void main(String[] arguments) {
    AtticMode mode = AtticMode.valueOf(arguments[0]);
    ClientOptions options = ClientOptions.DEFAULTS.withName(arguments[2]);
    AtticConnection connection = mode.connect(Path.of(arguments[1]), options);
    connection.calls().arrive(arguments[2]);
    System.out.println(HERE);
    while (true) {
      LockSupport.park();
    }
  }
}
