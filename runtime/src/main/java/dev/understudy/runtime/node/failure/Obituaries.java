package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.ObituaryLog;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The deaths that this primary tells of, and the file that they are kept in; also those of a time
 * in which the disk was full. Writer thread only.
 */
public final class Obituaries {

  private static final int KEPT = 20;
  private static final int TICKS_BETWEEN_TRIES = 20;

  private final RunDirectory directory;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final ArrayDeque<Obituary> latest = new ArrayDeque<>();
  private final Queue<Obituary> unwritten = new ConcurrentLinkedQueue<>();
  private final GuardianWatch guardian;
  private boolean begun;
  private int ticks;
  private boolean toldOfFailure; // The background thread only.

  public Obituaries(RunDirectory directory, EventLoop loop, BackgroundWork background) {
    this.directory = directory;
    this.loop = loop;
    this.background = background;
    guardian = new GuardianWatch(directory);
  }

  /**
   * Touches the files, beside the writer: once the clients of a dead primary are served.
   *
   * @param afterwards are run by the writer once the obituaries so far are written, or cannot be:
   *     what may end this process too comes after that
   */
  public void begin(Runnable... afterwards) {
    begun = true;
    background.run(this::write);
    for (Runnable task : afterwards) {
      background.run(() -> loop.post(task));
    }
    background.run(
        () -> {
          List<Obituary> all = ObituaryLog.latest(directory, KEPT).obituaries();
          loop.post(() -> learn(all));
        });
    background.run(guardian::begin);
  }

  /** The one death that does not concern the pair itself: that of its guardian. */
  public GuardianWatch guardian() {
    return guardian;
  }

  /** The latest deaths, the newest last. */
  public List<Obituary> latest() {
    return List.copyOf(latest);
  }

  /** The standby of an epoch has died just now. */
  public void addStandby(long pid, long epoch, String cause) {
    add(new Obituary(pid, "standby", epoch, cause, Instant.now(), 0, null));
  }

  public void add(Obituary obituary) {
    latest.add(obituary);
    if (latest.size() > KEPT) {
      latest.remove();
    }
    unwritten.add(obituary);
    if (begun) {
      background.run(this::write);
    }
  }

  private void learn(List<Obituary> all) {
    for (int i = all.size() - 1; i >= 0 && latest.size() < KEPT; i--) {
      if (!latest.contains(all.get(i))) {
        latest.addFirst(all.get(i));
      }
    }
  }

  /** A tick has passed: what could not be written is tried again now and then. */
  public void tick() {
    ticks++;
    if (begun && ticks % TICKS_BETWEEN_TRIES == 0 && !unwritten.isEmpty()) {
      background.run(this::write);
    }
  }

  // In their order, and told once if it cannot be. By one thread.
  private void write() {
    Obituary next = unwritten.peek();
    while (next != null) {
      try {
        ObituaryLog.append(directory, next);
      } catch (IOException e) {
        if (!toldOfFailure) {
          toldOfFailure = true;
          EventLog.event(
              "could not write an obituary to " + directory.obituaryFile() + "; tried again", e);
        }
        return;
      }
      toldOfFailure = false;
      unwritten.remove();
      next = unwritten.peek();
    }
  }
}
