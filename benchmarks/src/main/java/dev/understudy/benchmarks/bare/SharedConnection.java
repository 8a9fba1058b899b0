package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection to the sketch for many blocking callers, each with a number of its own. Each
 * writes for itself, under a lock; a daemon thread of its own reads and wakes them.
 */
public final class SharedConnection implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final SocketChannel channel;
  private final Lock sending = new ReentrantLock();
  private final ByteBuffer request = ByteBuffer.allocateDirect(Frames.REQUEST_BYTES);
  private final Semaphore[] replied;

  private SharedConnection(SocketChannel channel, int callers) {
    this.channel = channel;
    this.replied = new Semaphore[callers];
    for (int i = 0; i < callers; i++) {
      replied[i] = new Semaphore(0);
    }
  }

  /** Connects for that many callers. */
  public static SharedConnection connect(Path socket, int callers)
      throws IOException, InterruptedException {
    SharedConnection connection = new SharedConnection(Sockets.connect(socket), callers);
    Thread reader = new Thread(connection::read, "bare replies");
    reader.setDaemon(true);
    reader.start();
    return connection;
  }

  /** Sends a request of a caller, and waits for its reply. */
  public void call(int caller) throws IOException, InterruptedException {
    sending.lock();
    try {
      request.clear().putLong(0, caller).putLong(Long.BYTES, 1);
      while (request.hasRemaining()) {
        channel.write(request);
      }
    } finally {
      sending.unlock();
    }
    if (!replied[caller].tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("no reply of a bare process; see its log");
    }
  }

  private void read() {
    ByteBuffer replies = ByteBuffer.allocateDirect(replied.length * Frames.REPLY_BYTES);
    try {
      while (channel.read(replies) >= 0) {
        replies.flip();
        while (replies.remaining() >= Frames.REPLY_BYTES) {
          int caller = (int) replies.getLong();
          replies.getLong(); // The result.
          replied[caller].release();
        }
        replies.compact();
      }
    } catch (IOException e) {
      // It was closed at this end; a caller that still waits says so itself.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
