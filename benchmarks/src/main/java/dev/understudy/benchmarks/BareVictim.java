package dev.understudy.benchmarks;

import dev.understudy.runtime.os.WriterMutex;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A process with nothing but a heap, a connection and a mutex: how soon others learn of its death
 * is the limit of any failover.
 */
final class BareVictim {

  private BareVictim() {}

  /**
   * Says that it is ready, and waits to be killed.
   *
   * @param arguments the socket to connect to, and the file of the mutex
   */
  public static void main(String[] arguments) throws IOException {
    try (SocketChannel rig = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      WriterMutex.create(Path.of(arguments[1]));
      rig.connect(UnixDomainSocketAddress.of(arguments[0]));
      rig.write(ByteBuffer.wrap(new byte[] {1}));
      rig.read(ByteBuffer.allocate(1));
    }
  }
}
