package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sockets on which this process listens: one for each epoch in which it serves, or would. All
 * of them share the same handshakes. Writer thread only.
 */
public final class Listeners {

  private final RunDirectory directory;
  private final EventLoop loop;
  private final Handshakes handshakes;
  private final Map<String, Listener> open = new LinkedHashMap<>();

  public Listeners(RunDirectory directory, EventLoop loop, Handshakes handshakes) {
    this.directory = directory;
    this.loop = loop;
    this.handshakes = handshakes;
  }

  /** The handshakes that all of them share. */
  public Handshakes handshakes() {
    return handshakes;
  }

  /**
   * Listens where this process is looked for in an epoch.
   *
   * @return the name of the socket
   */
  public String open(long epoch) throws IOException {
    String endpoint = RunDirectory.endpointName(epoch, ProcessHandle.current().pid());
    if (!open.containsKey(endpoint)) {
      open.put(endpoint, Listener.open(directory.socket(endpoint), loop, handshakes::accept));
    }
    return endpoint;
  }

  /** Listens where a primary looks for this process while it is a spare. */
  public void openAsSpare() throws IOException {
    String endpoint = RunDirectory.spareEndpointName(ProcessHandle.current().pid());
    open.put(endpoint, Listener.open(directory.socket(endpoint), loop, handshakes::accept));
  }

  /** Listens there no more. */
  public void close(String endpoint) throws IOException {
    Listener door = open.remove(endpoint);
    if (door != null) {
      door.close();
      Files.deleteIfExists(directory.socket(endpoint));
    }
  }

  /** Listens nowhere any more. */
  public void closeAll() throws IOException {
    for (String endpoint : open.keySet().toArray(String[]::new)) {
      close(endpoint);
    }
  }
}
