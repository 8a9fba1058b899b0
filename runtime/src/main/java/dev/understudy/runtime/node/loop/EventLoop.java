package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The duty cycle of the writer: takes in all that is there, lets the role decide, sends what is to
 * be sent, and sleeps until there is more. Batches form by themselves: what comes while a turn runs
 * is the next turn's.
 *
 * <p>Everything is called by the writer thread, except {@link #post}.
 */
public final class EventLoop {

  /** What this process is at present. */
  public interface Role {

    /** A turn begins: what follows is input. */
    default void inputBegins(long nowMicros) {}

    /** All input of this turn was taken in. */
    void inputEnds();

    /** A tick has passed: {@link #tickLength}, or longer. Called before {@link #inputEnds}. */
    void tick();

    /**
     * The writer makes progress within a turn, in which so many ticks have passed meanwhile: for
     * signs of life, which must not wait until a long turn ends.
     */
    public default void progressed(int ticks) {}

    /** The time between two ticks of this role. */
    default Duration tickLength() {
      return TICK;
    }

    /** How long a turn may wait for input at the most; 0 if there is work in any case. */
    long maxWaitMillis();

    /** Whether the loop is to end. */
    boolean hasEnded();
  }

  /** The time between two ticks, but for sleepers. Silence and absence are counted in ticks. */
  public static final Duration TICK = Duration.ofMillis(50);

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long TICK_NANOS = TICK.toNanos();

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean wakeUpPending = new AtomicBoolean();
  private final ArrayDeque<Connection> unflushed = new ArrayDeque<>();
  private final ArrayDeque<Connection> resuming = new ArrayDeque<>();
  private final ArrayDeque<Connection> starving = new ArrayDeque<>();
  private final BufferBudget budget = BufferBudget.ofHeap();
  private final List<Runnable> ticking = new ArrayList<>();
  private final Thread writer = Thread.currentThread();
  private long lastTickNanos = System.nanoTime();
  private long lastProgressNanos = lastTickNanos;
  private boolean turnIsLong;

  public EventLoop() throws IOException {
    selector = Selector.open();
  }

  /** The time of day, in microseconds since 1970. */
  public static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * TimeUnit.SECONDS.toMicros(1) + now.getNano() / NANOS_PER_MICRO;
  }

  /** Whether the calling thread is the writer. */
  public boolean isWriter() {
    return Thread.currentThread() == writer;
  }

  /** Has something done by the writer, in its next turn. For any thread. */
  public void post(Runnable task) {
    tasks.add(task);
    if (!isWriter() && wakeUpPending.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** Runs until the role has ended; {@link #become} may change it on the way. */
  public void run(Role first) throws IOException {
    role = first;
    while (!role.hasEnded()) {
      turn();
    }
    flush();
  }

  private Role role = new NoRole();

  /** What this process is at present. */
  public Role role() {
    return role;
  }

  public void become(Role next) {
    role = next;
  }

  private void turn() throws IOException {
    flush();
    select();
    role.inputBegins(nowMicros());
    turnIsLong = false;
    lastProgressNanos = System.nanoTime();
    Runnable task = tasks.poll();
    while (task != null) {
      task.run();
      task = turnIsLong ? null : tasks.poll();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid()) {
        ((Runnable) key.attachment()).run();
      }
    }
    selector.selectedKeys().clear();
    if (!budget.isExhausted()) {
      for (int left = starving.size(); left > 0; left--) {
        resuming.add(starving.remove());
      }
    }
    for (int left = resuming.size(); left > 0; left--) {
      resuming.remove().goOn();
    }
    if (System.nanoTime() - lastTickNanos >= role.tickLength().toNanos()) {
      lastTickNanos = System.nanoTime();
      ticking.forEach(Runnable::run);
      closeThoseThatHoldMemory();
      role.tick();
    }
    forgetInterrupt();
    role.inputEnds();
  }

  /**
   * To be told after each call of the user's class. Should calls be slow, signs of life go all the
   * same, and what is left of the input is put off to the next turn, so that replies go, too.
   */
  public void progressed() {
    long nanos = System.nanoTime() - lastProgressNanos;
    if (nanos >= TICK_NANOS) {
      lastProgressNanos += nanos;
      turnIsLong = true;
      role.progressed((int) Math.min(nanos / TICK_NANOS, Integer.MAX_VALUE));
    }
  }

  /** Whether this turn has taken so long that the rest of the input is for the next one. */
  boolean turnIsLong() {
    return turnIsLong;
  }

  /**
   * Forgets that the writer was interrupted: a server class that interrupts its own thread would
   * have the JDK close the journal and every connection at their next use.
   */
  public static void forgetInterrupt() {
    boolean interrupted = Thread.interrupted();
    if (interrupted) {
      EventLog.event("the writer was interrupted, by the server class it seems: ignored");
    }
  }

  // Only where others wait for what one of them holds.
  private void closeThoseThatHoldMemory() {
    if (starving.isEmpty()) {
      return;
    }
    for (Connection connection : connections()) {
      connection.tickWhileOthersWait();
    }
  }

  private void select() throws IOException {
    long untilTick = role.tickLength().toMillis() - (System.nanoTime() - lastTickNanos) / 1_000_000;
    long wait = Math.min(role.maxWaitMillis(), untilTick);
    if (wait <= 0 || !tasks.isEmpty() || !resuming.isEmpty()) {
      selector.selectNow();
    } else {
      selector.select(wait);
    }
    wakeUpPending.set(false);
  }

  /** Sends what is to be sent now, and not only when this turn has ended. */
  public void flush() {
    Connection next = unflushed.poll();
    while (next != null) {
      next.flush();
      next = unflushed.poll();
    }
  }

  /** Has something done at every tick, whatever the role. */
  void atEachTick(Runnable task) {
    ticking.add(task);
  }

  /** How many channels are open. */
  int channels() {
    return selector.keys().size();
  }

  /** Has a connection that was held go on with the input of the next turn. */
  void goOnLater(Connection connection) {
    resuming.add(connection);
  }

  /** The memory that connections share. */
  BufferBudget budget() {
    return budget;
  }

  /** Has a connection go on once there is memory for it. */
  void goOnWithMemory(Connection connection) {
    starving.add(connection);
  }

  /** All connections that are open. */
  List<Connection> connections() {
    List<Connection> connections = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof Connection.Ready ready) {
        connections.add(ready.connection());
      }
    }
    return connections;
  }

  void flushLater(Connection connection) {
    unflushed.add(connection);
  }

  SelectionKey register(SelectableChannel channel, int operations, Runnable whenReady)
      throws IOException {
    return channel.register(selector, operations, whenReady);
  }

  public void close() throws IOException {
    selector.close();
  }

  /** Before there is a role. */
  private static final class NoRole implements Role {
    @Override
    public void inputEnds() {}

    @Override
    public void tick() {}

    @Override
    public long maxWaitMillis() {
      return 0;
    }

    @Override
    public boolean hasEnded() {
      return true;
    }
  }
}
