package dev.understudy.benchmarks;

import dev.understudy.benchmarks.load.BlockingCallers;
import dev.understudy.benchmarks.load.Call;
import dev.understudy.benchmarks.load.Load;
import dev.understudy.runtime.timing.Deadline;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Blocking callers in the process of the primary, which the rig commands over a socket. The rig's
 * thread is the one end. The other is a daemon thread of the primary's process, beside those of the
 * callers.
 */
final class CallersInside implements Load, AutoCloseable {

  private static final String SOCKET = "rig.callers.socket";
  private static final String CALLERS = "rig.callers";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SocketChannel channel;
  private final DataOutputStream commands;
  private final DataInputStream figures;

  private CallersInside(SocketChannel channel) {
    this.channel = channel;
    this.commands = new DataOutputStream(Channels.newOutputStream(channel));
    this.figures = new DataInputStream(Channels.newInputStream(channel));
  }

  @Override
  public double perSecond(Duration length) throws IOException {
    commands.writeLong(length.toNanos());
    return figures.readDouble();
  }

  /** Where the primary comes for commands. Confined to the rig's thread. */
  record Door(ServerSocketChannel server, Path socket) implements AutoCloseable {

    static Door open(Path socket) throws IOException {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.configureBlocking(false);
      server.bind(UnixDomainSocketAddress.of(socket));
      return new Door(server, socket);
    }

    /** The flags of a primary that is to have callers. */
    List<String> flags(int callers) {
      return List.of("-D" + SOCKET + "=" + socket, "-D" + CALLERS + "=" + callers);
    }

    /** Waits for the primary. */
    CallersInside accept() throws IOException, InterruptedException, TimeoutException {
      Deadline deadline = Deadline.after(PATIENCE);
      while (!deadline.isOver()) {
        SocketChannel channel = server.accept();
        if (channel != null) {
          return new CallersInside(channel);
        }
        RigPair.pause();
      }
      throw new TimeoutException("the primary does not connect to " + socket);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** In the primary: obeys the rig until it leaves. */
  static void serve(Call call) {
    Thread thread = new Thread(() -> obey(call), "callers inside");
    thread.setDaemon(true);
    thread.start();
  }

  private static void obey(Call call) {
    BlockingCallers callers =
        new BlockingCallers(Collections.nCopies(Integer.getInteger(CALLERS, 1), call));
    try (SocketChannel rig = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      rig.connect(UnixDomainSocketAddress.of(System.getProperty(SOCKET)));
      DataInputStream commands = new DataInputStream(Channels.newInputStream(rig));
      DataOutputStream figures = new DataOutputStream(Channels.newOutputStream(rig));
      while (true) {
        figures.writeDouble(callers.perSecond(Duration.ofNanos(commands.readLong())));
      }
    } catch (EOFException e) {
      System.err.println("The rig needs no more callers.");
    } catch (IOException | InterruptedException e) {
      System.err.println("The callers inside have ended: " + e);
    }
  }
}
