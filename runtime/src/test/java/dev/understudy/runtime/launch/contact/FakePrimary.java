package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the command line as a primary would, in a pair file and on its socket. */
public final class FakePrimary implements AutoCloseable {

  /** The bytes that answer a command, or null for silence. */
  public interface Answers extends Function<CommandRequest, byte[]> {}

  public final List<String> heard = new CopyOnWriteArrayList<>();

  private final ServerSocketChannel server;
  private final Answers answers;

  public FakePrimary(RunDirectory directory, PairFile pair, Answers answers) throws IOException {
    this.answers = answers;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.socket(pair.primaryEndpoint())));
    Thread thread = new Thread(this::serve, "fake primary");
    thread.setDaemon(true);
    thread.start();
    pair.write(directory);
  }

  public static PairFile pair(long epoch, long primaryPid, long standbyPid) {
    return new PairFile(
        TestService.CLASS.name(),
        epoch,
        member(primaryPid, RunDirectory.endpointName(epoch, primaryPid)),
        standbyPid == 0
            ? null
            : member(standbyPid, RunDirectory.endpointName(epoch + 1, standbyPid)),
        ProcessPlace.current());
  }

  /** A process as the pair file has it; of one that is dead nothing but its number is known. */
  public static PairFile.Member member(long pid, @Nullable String endpoint) {
    long ticks = Processes.of(pid).map(ProcessIdentity::startTicks).orElse(-1L);
    return new PairFile.Member(pid, ticks, endpoint);
  }

  /** Grants any request. */
  public static byte[] grant(CommandRequest request, PairStatus status) {
    return frame(
        switch (request) {
          case STATUS -> new CommandReply.Status(status);
          case STOP -> CommandReply.Signal.STOPPING;
          case SWITCHOVER -> CommandReply.Signal.SWITCHING_OVER;
          case SWITCHOVER_PROGRESS -> new CommandReply.SwitchoverProgress(false, -1);
        });
  }

  public static byte[] frame(Message message) {
    WireOutput out = WireOutput.forCall();
    out.writeInt(0);
    out.writeByte(message.type());
    message.write(out);
    out.setInt(0, out.size() - Integer.BYTES);
    return out.toByteArray();
  }

  private void serve() {
    while (true) {
      try (SocketChannel client = server.accept()) {
        converse(client);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        heard.add(e.toString());
      }
    }
  }

  private void converse(SocketChannel client) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(client));
    OutputStream out = Channels.newOutputStream(client);
    WireInput hello = frame(in);
    heard.add(
        "HELLO "
            + hello.readByte()
            + " "
            + (hello.readInt() == FrameType.MAGIC)
            + " "
            + hello.readVarInt()
            + " "
            + hello.readByte()
            + " "
            + hello.readString());
    while (true) {
      WireInput request;
      try {
        request = frame(in);
      } catch (EOFException e) {
        return;
      }
      CommandRequest command = CommandRequest.read(request.readByte(), request).orElseThrow();
      heard.add(command.toString());
      byte[] answer = answers.apply(command);
      if (answer != null) {
        out.write(answer);
      }
      if (answer != null && answer.length == 0) {
        return;
      }
    }
  }

  private static WireInput frame(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new WireInput(bytes);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
