package dev.understudy.runtime.client;

import dev.understudy.CallRefusedException;
import dev.understudy.NoPrimaryException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.CompletionThreads;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with a pair: it finds the primary, survives its death, and has each update
 * applied once. What generated clients stand on. For any number of threads.
 *
 * <p>At most 1,024 calls are in flight; further callers wait in line until their deadline. A call
 * that outlives its deadline, or whose thread is interrupted, fails with {@link
 * dev.understudy.OutcomeUnknownException}, whose message says so if it was never sent.
 *
 * <p>With {@link dev.understudy.WhenUnprotected#REFUSE} updates wait, in order, until the primary
 * has a standby, or fail with {@link dev.understudy.UnprotectedException}; queries go on.
 *
 * <p>Outcomes of blocking calls are decoded in the caller's thread. Futures are completed by
 * {@linkplain CompletionThreads threads of their own}, each in a task of its own, so what is
 * attached to them may block; they may complete in another order than the calls were applied in.
 * Cancelling a future does not take the call back.
 */
public final class ClientSession implements Caller, AutoCloseable {

  /**
   * The largest arguments. With room for the headers that the servers add when they journal and
   * forward the same bytes, which are bounded alike.
   */
  static final int MAX_ARGUMENT_BYTES = FrameType.MAX_FRAME_BYTES - 1024;

  private static final long LONGEST_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SessionLoop loop;
  private final SessionState state;
  private final Thread thread;
  private final SessionClock clock = new SessionClock();
  private final long callTimeoutNanos;
  private boolean closed;

  private ClientSession(ServerClass serverClass, Endpoints endpoints, ClientOptions options)
      throws IOException {
    this.callTimeoutNanos = SessionClock.nanos(options.callTimeout());
    Greeting hello = Greeting.of(serverClass, options.name());
    this.loop = new SessionLoop(endpoints, hello, clock, callTimeoutNanos);
    this.state = loop.state();
    this.thread = new Thread(loop, "understudy-client-" + serverClass.simpleName());
    thread.setDaemon(true);
  }

  /**
   * Opens a session, and waits for a primary to do so.
   *
   * @param serverClass what is to be called; the server must have the same contract
   * @param directory where the pair runs
   * @param options the client's name and timeouts
   * @throws NoPrimaryException if nobody serves within the timeout, or, at once, if the server has
   *     another contract
   */
  public static ClientSession connect(
      ServerClass serverClass, Path directory, ClientOptions options) {
    return connect(serverClass, new DirectoryEndpoints(RunDirectory.of(directory)), options);
  }

  static ClientSession connect(
      ServerClass serverClass, Endpoints endpoints, ClientOptions options) {
    ClientSession session;
    try {
      session = new ClientSession(serverClass, endpoints, options);
    } catch (IOException e) {
      throw new NoPrimaryException(
          "no client for "
              + endpoints.where()
              + ": a selector cannot be opened: "
              + e.getMessage());
    }
    session.thread.start();
    session.awaitPrimary(options.connectTimeout());
    return session;
  }

  @Override
  public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E {
    long now = clock.getAsLong();
    BlockingCall<R> call =
        new BlockingCall<>(operation, arguments, now, SessionClock.later(now, callTimeoutNanos));
    if (Thread.currentThread().isInterrupted()) {
      throw state.failures().interrupted(call, "it was made in an interrupted thread").get();
    }
    Connection reading = submit(call, call);
    if (reading != null) {
      loop.readInCaller(call, reading);
    }
    await(call);
    return outcome(call);
  }

  @Override
  public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
    long now = clock.getAsLong();
    AsyncCall<R> call =
        new AsyncCall<>(operation, arguments, now, SessionClock.later(now, callTimeoutNanos));
    try {
      submit(call, null);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    await(call);
    return call.future();
  }

  /** The deaths that this session has been told of, the oldest first; at most the latest 256. */
  public List<Obituary> obituaries() {
    state.lock().lock();
    try {
      return state.obituaries();
    } finally {
      state.lock().unlock();
    }
  }

  /** The number that the pair knows this client by. A new one replaces one that has ended. */
  public long session() {
    state.lock().lock();
    try {
      return state.connections().session();
    } finally {
      state.lock().unlock();
    }
  }

  /**
   * Ends the session. Calls in flight have up to a second to be answered; then they fail with
   * {@link dev.understudy.OutcomeUnknownException}. The goodbye to the pair has another second to
   * be heard, takeovers included. Later calls fail with {@link IllegalStateException}. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    state.lock().lock();
    try {
      if (!closed) {
        closed = true;
        interrupted = awaitLastAnswers();
        loop.stop();
      }
    } finally {
      state.lock().unlock();
    }
    interrupted |= joinThread();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Numbers a call, and sends it.
   *
   * @param blocking the same call, if its caller will wait for it
   * @return the connection that the caller has to read from; or null, when the reply will come
   */
  private @Nullable Connection submit(PendingCall<?> call, @Nullable BlockingCall<?> blocking) {
    int size = call.arguments().size();
    if (size > MAX_ARGUMENT_BYTES) {
      throw new CallRefusedException(
          String.format(
              "%s was not sent: its arguments have %,d bytes, and %,d are allowed",
              call.operation(), size, MAX_ARGUMENT_BYTES));
    }
    state.lock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(call.operation() + ": this client is closed");
      }
      String broken = state.broken();
      if (broken != null) {
        throw state.failures().noPrimary(broken);
      }
      state.conversation().submit(call);
      loop.send(blocking != null);
      if (blocking != null) {
        return loop.beginReading(blocking);
      }
      loop.readInThread();
      return null;
    } finally {
      state.lock().unlock();
    }
  }

  private void await(PendingCall<?> call) {
    boolean interrupted = false;
    while (!call.released()) {
      long leftNanos = call.deadlineNanos() - clock.getAsLong();
      if (Thread.interrupted()) {
        interrupted = true;
        giveUp(call, true);
      } else if (leftNanos <= 0) {
        giveUp(call, false);
      } else {
        CallWait.park(call, leftNanos);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp(PendingCall<?> call, boolean interrupted) {
    state.lock().lock();
    try {
      if (state.conversation().giveUp(call)) {
        String connection = state.connections().describe();
        Failures failures = state.failures();
        call.fail(
            interrupted
                ? failures.interrupted(call, connection)
                : failures.expired(call, connection));
        loop.send(false);
      }
    } finally {
      state.lock().unlock();
    }
  }

  // A declared exception leaves as itself; the compiler of the caller knows which ones there are.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  private static <R, E extends Exception> R outcome(PendingCall<R> call) throws E {
    try {
      return call.outcome();
    } catch (Exception e) {
      throw (E) e;
    }
  }

  private void awaitPrimary(Duration timeout) {
    String failure = null;
    boolean interrupted = false;
    state.lock().lock();
    try {
      long left = SessionClock.nanos(timeout);
      while (state.connections().session() == 0 && state.broken() == null && left > 0) {
        left = state.changed().awaitNanos(left);
      }
      failure = state.broken();
      if (failure == null && state.connections().session() == 0) {
        String time = Failures.duration(SessionClock.nanos(timeout));
        failure = "nobody served within " + time + "; " + state.connections().describe();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      failure = "interrupted while waiting for one";
    } finally {
      state.lock().unlock();
    }
    if (failure != null) {
      close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw state.failures().noPrimary(failure);
    }
  }

  /** Waits for the calls in flight, not for long; returns whether it was interrupted. */
  private boolean awaitLastAnswers() {
    try {
      long left = LONGEST_CLOSE_NANOS;
      while (state.conversation().unanswered() > 0 && left > 0) {
        left = state.changed().awaitNanos(left);
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean joinThread() {
    try {
      long patienceNanos = SessionLoop.FAREWELL_NANOS + LONGEST_CLOSE_NANOS;
      thread.join(TimeUnit.NANOSECONDS.toMillis(patienceNanos));
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
