package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/**
 * The second process of the sketch: it applies each update and answers with the hash of its result.
 * Its main thread runs the selector loop.
 */
public final class BareStandby {

  private BareStandby() {}

  /**
   * Serves the primary until it leaves.
   *
   * @param arguments the socket to listen at
   */
  public static void main(String[] arguments) throws IOException {
    Lifeline.hold();
    try (Selector selector = Selector.open();
        ServerSocketChannel server = Sockets.listen(Path.of(arguments[0]))) {
      Peer primary = new Peer(server.accept(), selector);
      Balances state = new Balances();
      while (primary.receive()) {
        while (primary.in.remaining() >= Frames.REQUEST_BYTES) {
          int request = primary.in.position();
          primary.out.putLong(Balances.hash(state.apply(primary.in, request)));
          primary.in.position(request + Frames.REQUEST_BYTES);
        }
        primary.flush();
        selector.select();
        selector.selectedKeys().clear();
      }
    }
  }
}
