package dev.understudy.benchmarks.bare;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection to the sketch for callers on any threads, with a future for each call. A daemon
 * thread of its own sends in one write what callers have left there, and completes their futures.
 */
public final class SharedConnection implements AutoCloseable {

  // More than all callers have in flight.
  private static final int WINDOW = 1 << 10;
  private static final int MASK = WINDOW - 1;
  private static final long PATIENCE_SECONDS = 30;

  private final SocketChannel channel;
  private final Selector selector;
  private final AtomicReferenceArray<CompletableFuture<Long>> calls =
      new AtomicReferenceArray<>(WINDOW);
  private final ByteBuffer replies = ByteBuffer.allocateDirect(WINDOW * Frames.REPLY_BYTES);

  private final Lock lock = new ReentrantLock();
  // The next three are guarded by the lock; the thread writes from the spare buffer.
  private ByteBuffer requests = ByteBuffer.allocateDirect(WINDOW * Frames.REQUEST_BYTES);
  private ByteBuffer spare = ByteBuffer.allocateDirect(WINDOW * Frames.REQUEST_BYTES);
  private long next;

  private SharedConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connects as soon as the sketch listens. */
  public static SharedConnection connect(Path socket) throws IOException, InterruptedException {
    SharedConnection connection = new SharedConnection(Sockets.connect(socket));
    Thread thread = new Thread(connection::run, "bare client");
    thread.setDaemon(true);
    thread.start();
    return connection;
  }

  /** Sends a request; the future has its result. */
  public CompletableFuture<Long> callAsync() {
    CompletableFuture<Long> call = new CompletableFuture<>();
    boolean first;
    lock.lock();
    try {
      int position = requests.position();
      first = position == 0;
      calls.set((int) (next & MASK), call);
      requests.putLong(position, next++).putLong(position + Long.BYTES, 1);
      requests.position(position + Frames.REQUEST_BYTES);
    } finally {
      lock.unlock();
    }
    if (first) {
      selector.wakeup();
    }
    return call;
  }

  /** Sends a request and waits for its reply. */
  public void call() throws IOException, InterruptedException {
    try {
      callAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no reply of a bare process; see its log", e);
    }
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select();
        selector.selectedKeys().clear();
        receive();
        send();
      }
    } catch (IOException | RuntimeException e) {
      for (int i = 0; i < WINDOW; i++) {
        CompletableFuture<Long> call = calls.get(i);
        if (call != null) {
          call.completeExceptionally(e);
        }
      }
    }
  }

  private void send() throws IOException {
    ByteBuffer bytes;
    lock.lock();
    try {
      bytes = requests;
      requests = spare;
      spare = bytes;
    } finally {
      lock.unlock();
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    bytes.clear();
  }

  private void receive() throws IOException {
    if (channel.read(replies) < 0) {
      throw new EOFException("a bare process has ended; see its log");
    }
    replies.flip();
    while (replies.remaining() >= Frames.REPLY_BYTES) {
      int slot = (int) (replies.getLong() & MASK);
      long result = replies.getLong();
      CompletableFuture<Long> call = calls.getAndSet(slot, null);
      if (call != null) {
        call.complete(result);
      }
    }
    replies.compact();
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      // Both are closed, and the thread ends.
    }
  }
}
