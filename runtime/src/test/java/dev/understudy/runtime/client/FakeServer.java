package dev.understudy.runtime.client;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of a {@link FakePair}: a thread for each connection, and faults on demand. */
final class FakeServer {

  private final FakePair pair;
  private final String endpoint;
  private final ServerSocketChannel listener;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final AtomicInteger hellos = new AtomicInteger();
  private final AtomicInteger goodbyes = new AtomicInteger();
  private final AtomicLong confirmed = new AtomicLong();
  private volatile boolean dead;
  private volatile boolean silent;
  private volatile boolean holding;
  private volatile boolean isUnprotected;
  private final AtomicInteger unprotected = new AtomicInteger();
  private volatile @Nullable Refusal refusal;
  private volatile @Nullable Consumer<FrameOutput> replyInstead;

  // Guarded by the pair's monitor.
  private long epoch;
  private @Nullable String standby;

  FakeServer(FakePair pair, String endpoint) throws IOException {
    this.pair = pair;
    this.endpoint = endpoint;
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(pair.address(endpoint));
    start(this::accept);
  }

  String endpoint() {
    return endpoint;
  }

  int hellos() {
    return hellos.get();
  }

  /** What an idle client has confirmed. */
  long confirmed() {
    return confirmed.get();
  }

  int goodbyes() {
    return goodbyes.get();
  }

  /** The connections that are open. */
  int connections() {
    return peers.size();
  }

  /** Accepts and reads from here on, and says nothing: as the socket of a dead process does. */
  void beSilent() {
    silent = true;
  }

  /** Applies from here on, and keeps the replies back until {@link #release}. */
  void hold() {
    holding = true;
  }

  void release() throws IOException {
    holding = false;
    for (Peer peer : peers) {
      peer.flush();
    }
  }

  /** Whether it has no standby, and refuses updates for that. */
  void isUnprotected(boolean newUnprotected) {
    isUnprotected = newUnprotected;
  }

  /** How many updates it has refused for want of protection. */
  int unprotected() {
    return unprotected.get();
  }

  void refuse(@Nullable Refusal why) {
    refusal = why;
  }

  /** Sends something else, once, instead of the next reply. */
  void replyOnceWith(Consumer<FrameOutput> frame) {
    replyInstead = frame;
  }

  void serve(long newEpoch, @Nullable String newStandby) throws IOException {
    synchronized (pair) {
      epoch = newEpoch;
      standby = newStandby;
      for (Peer peer : peers) {
        if (peer.greeted) {
          peer.answerHello();
        }
      }
    }
  }

  void standbyIs(@Nullable String newStandby) throws IOException {
    synchronized (pair) {
      standby = newStandby;
    }
    tellAll(new ServerMessage.StandbyChanged(newStandby)::send);
  }

  void tell(Obituary obituary) throws IOException {
    tellAll(new ServerMessage.Died(obituary)::send);
  }

  /** Leaves in order. */
  void leave() throws IOException {
    tellAll(ServerMessage.Signal.GOODBYE::send);
    kill();
  }

  /** Dies: all its sockets are closed. */
  void kill() {
    dead = true;
    close(listener);
    disconnect();
  }

  /** Closes the connections, and goes on. */
  void disconnect() {
    for (Peer peer : peers) {
      close(peer.channel);
    }
  }

  static void frame(FrameOutput out, byte type, Consumer<WireOutput> body) {
    body.accept(out.begin(type));
    out.end();
  }

  private void tellAll(Consumer<FrameOutput> frame) throws IOException {
    for (Peer peer : new ArrayList<>(peers)) {
      synchronized (peer) {
        frame.accept(peer.out);
        peer.out.flush(peer.channel);
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Peer peer = new Peer(listener.accept());
      peers.add(peer);
      if (dead) {
        close(peer.channel); // A close does not wait for an accept that is under way.
        return;
      }
      start(peer::run);
    }
  }

  private void start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (ClosedChannelException e) {
                // Killed.
              } catch (IOException e) {
                // The client is gone.
              }
            },
            "fake-" + endpoint);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(java.nio.channels.Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Loop {
    void run() throws IOException;
  }

  /** One connection of a client. */
  private final class Peer {

    final SocketChannel channel;
    final FrameInput in = new FrameInput(FrameType.MAX_FRAME_BYTES);
    final FrameOutput out = new FrameOutput();
    volatile boolean greeted;
    long session;

    Peer(SocketChannel channel) {
      this.channel = channel;
    }

    void run() throws IOException {
      try (channel) {
        while (in.readFrom(channel) >= 0) {
          while (in.next()) {
            handle(in.type(), in.body());
          }
          if (!holding) {
            flush();
          }
        }
      } finally {
        peers.remove(this);
      }
    }

    void handle(byte type, WireInput body) throws IOException {
      if (type == FrameType.HELLO) {
        hellos.incrementAndGet();
        body.skip(4 + 1 + 1);
        body.readString();
        body.readLong();
        session = body.readLong();
        synchronized (pair) {
          answerHello();
          greeted = true;
        }
      } else if (type == FrameType.CONFIRM) {
        confirmed.set(body.readLong());
      } else if (type == FrameType.GOODBYE) {
        goodbyes.incrementAndGet();
        if (!silent) {
          synchronized (this) {
            ServerMessage.Signal.FAREWELL.send(out);
          }
        }
      } else if (!silent) {
        reply(body);
      }
    }

    void answerHello() throws IOException {
      Refusal why = session != 0 && pair.hasEnded(session) ? Refusal.SESSION_ENDED : refusal;
      synchronized (this) {
        if (silent) {
          return;
        }
        if (why != null) {
          new ServerMessage.Refused(why, "because " + why).send(out);
        } else if (epoch == 0) {
          ServerMessage.Signal.STANDING_BY.send(out);
        } else {
          session = session == 0 ? pair.openSession() : session;
          new ServerMessage.Welcome(session, 1, epoch, 4711, standby).send(out);
        }
        out.flush(channel);
      }
    }

    private void reply(WireInput body) {
      long request = body.readLong();
      long confirmed = body.readLong();
      int operation = body.readVarInt();
      if (isUnprotected && operation == Counter.ADD.index()) {
        unprotected.incrementAndGet();
        synchronized (this) {
          ServerMessage.Reply.send(out, request, ReplyStatus.UNPROTECTED, new byte[0]);
        }
        return;
      }
      byte[] result = pair.request(session, request, confirmed, operation, body);
      if (result == null) {
        return;
      }
      synchronized (this) {
        Consumer<FrameOutput> instead = replyInstead;
        if (instead != null) {
          replyInstead = null;
          instead.accept(out);
          return;
        }
        ServerMessage.Reply.send(out, request, ReplyStatus.OUTCOME, result);
      }
    }

    synchronized void flush() throws IOException {
      out.flush(channel);
    }
  }
}
