package dev.understudy.system.servers;

import dev.understudy.runtime.api.ClientOptions;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A client in a process of its own, to be killed: leaves a thing that has its name, and waits. */
public final class LeftThingsGuest {

  private LeftThingsGuest() {}

  /**
   * Never returns.
   *
   * @param args the directory of the pair, and the client's name
   */
  public static void main(String[] args) throws InterruptedException {
    try (LeftThingsClient client =
        LeftThingsClient.connect(Path.of(args[0]), ClientOptions.DEFAULTS.withName(args[1]))) {
      client.leave(args[1]);
      new CountDownLatch(1).await();
    }
  }
}
