package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A bare sketch of the path of an update, the limit of throughput: it applies, writes a journal,
 * forwards, compares the hash of the standby's result with its own, and replies. All that is ready
 * in one turn is one write to the journal, one to the standby, and one to each caller. Its main
 * thread runs the selector loop.
 */
public final class BarePrimary {

  // The file starts over here, so that a long run needs little room.
  private static final long JOURNAL_BYTES = 64 << 20;

  private final Selector selector;
  private final ServerSocketChannel server;
  private final Peer standby;
  private final FileChannel journal;
  private final Balances state = new Balances();
  private final Unanswered unanswered = new Unanswered();
  private final Set<Peer> answered = new LinkedHashSet<>();
  private long journalPosition;

  private BarePrimary(
      Selector selector, ServerSocketChannel server, Peer standby, FileChannel journal) {
    this.selector = selector;
    this.server = server;
    this.standby = standby;
    this.journal = journal;
  }

  /**
   * Serves until the standby is gone.
   *
   * @param arguments the socket to listen at, that of the standby, and the file of the journal
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lifeline.hold();
    try (Selector selector = Selector.open();
        SocketChannel standby = Sockets.connect(Path.of(arguments[1]));
        FileChannel journal =
            FileChannel.open(
                Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ServerSocketChannel server = Sockets.listen(Path.of(arguments[0]))) {
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      new BarePrimary(selector, server, new Peer(standby, selector), journal).run();
    }
  }

  private void run() throws IOException {
    boolean protectedPair = true;
    while (protectedPair) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          new Peer(server.accept(), selector);
        } else if (key.attachment() == standby) {
          protectedPair = standby.receive();
          compare();
        } else if (key.attachment() instanceof Peer caller) {
          apply(caller);
        }
      }
      selector.selectedKeys().clear();
      write();
    }
  }

  private void apply(Peer caller) throws IOException {
    if (!caller.receive()) {
      caller.close();
      return;
    }
    ByteBuffer in = caller.in;
    while (in.remaining() >= Frames.REQUEST_BYTES
        && standby.out.remaining() >= Frames.REQUEST_BYTES) {
      int request = in.position();
      unanswered.add(caller, in.getLong(request), state.apply(in, request));
      standby.out.put(standby.out.position(), in, request, Frames.REQUEST_BYTES);
      standby.out.position(standby.out.position() + Frames.REQUEST_BYTES);
      in.position(request + Frames.REQUEST_BYTES);
    }
  }

  private void compare() {
    while (standby.in.remaining() >= Frames.ANSWER_BYTES) {
      answered.add(unanswered.answer(standby.in.getLong()));
    }
  }

  private void write() throws IOException {
    if (standby.out.position() > 0) {
      ByteBuffer records = standby.out.duplicate().flip();
      while (records.hasRemaining()) {
        journalPosition += journal.write(records, journalPosition);
      }
      journalPosition = journalPosition < JOURNAL_BYTES ? journalPosition : 0;
      standby.flush();
    }
    for (Peer caller : answered) {
      caller.flush();
    }
    answered.clear();
  }
}
