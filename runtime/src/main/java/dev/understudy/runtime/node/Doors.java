package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sockets on which this process listens: one for each reign in which it serves, or would.
 * Whoever comes by any of them meets the same doorkeeper. Writer thread only.
 */
final class Doors {

  private final RunDirectory directory;
  private final EventLoop loop;
  private final Doorkeeper doorkeeper;
  private final Map<String, Door> open = new LinkedHashMap<>();

  Doors(RunDirectory directory, EventLoop loop, Doorkeeper doorkeeper) {
    this.directory = directory;
    this.loop = loop;
    this.doorkeeper = doorkeeper;
  }

  /** Who stands at all of them. */
  Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  /**
   * Listens where this process is looked for in a reign.
   *
   * @return the name of the socket
   */
  String open(long epoch) throws IOException {
    String endpoint = RunDirectory.endpointName(epoch, ProcessHandle.current().pid());
    if (!open.containsKey(endpoint)) {
      open.put(endpoint, Door.open(directory.socket(endpoint), loop, doorkeeper::accept));
    }
    return endpoint;
  }

  /** Listens there no more. */
  void close(String endpoint) throws IOException {
    Door door = open.remove(endpoint);
    if (door != null) {
      door.close();
      Files.deleteIfExists(directory.socket(endpoint));
    }
  }

  /** Listens nowhere any more. */
  void closeAll() throws IOException {
    for (String endpoint : open.keySet().toArray(String[]::new)) {
      close(endpoint);
    }
  }
}
