package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessExitWatch;
import dev.understudy.runtime.os.ProcessIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A guardian's view of one pair, from the primary that it started to the end of the last process,
 * over any number of takeovers: who the processes are, by the pair file, and when they died, by the
 * kernel's word. It takes part in no takeover. Confined to one thread.
 */
public final class PairWatch {

  /** How things are. */
  public enum Finding {
    /** Somebody serves, or may still begin to. */
    LIVES,
    /** The primary is dead, and its standby is there, but makes no move to succeed it. */
    UNSUCCEEDED,
    /** The pair was ended in order. */
    ENDED_IN_ORDER,
    /** Nobody is left, and nobody asked for that. */
    DIED
  }

  private final RunDirectory directory;
  private final ProcessIdentity child;
  private final Runnable wake;
  private final Map<Long, ProcessIdentity> known = new HashMap<>();
  private final Map<Long, Instant> noticed = new ConcurrentHashMap<>();
  private final Map<Long, String> causes = new HashMap<>();

  private Optional<PairFile> before;
  private @Nullable PairFile pair;
  private boolean childEndedInOrder;

  /**
   * @param before the pair file as it was before the child was started: it tells of others
   * @param child the primary that was started
   * @param wake is run by another thread when a process has died
   */
  public PairWatch(
      RunDirectory directory, Optional<PairFile> before, ProcessIdentity child, Runnable wake) {
    this.directory = directory;
    this.before = before;
    this.child = child;
    this.wake = wake;
    known.put(child.pid(), child);
  }

  /** The child has ended, as whoever waits for it was told. */
  public void childEnded(Instant noticedAt, boolean inOrder, String cause) {
    noticed.put(child.pid(), noticedAt);
    causes.put(child.pid(), cause);
    childEndedInOrder = inOrder;
  }

  /** Somebody was quicker than the child: whoever the pair file names, it is this pair. */
  public void adopt() {
    before = Optional.empty();
  }

  /** Whether a process of this pair has served. */
  public boolean hasServed() {
    return pair != null;
  }

  /** Whether the process that serves is known, and lives: then its death will be told. */
  public boolean isSettled() {
    return pair != null && primary().isAlive();
  }

  /** The process that serves, or was the last to; the child while none has. */
  public ProcessIdentity primary() {
    PairFile served = pair;
    ProcessIdentity primary = served == null ? null : known.get(served.primaryPid());
    return primary == null ? child : primary;
  }

  /** Looks who serves, while the child is known to live. */
  public Finding lookWhileChildLives() {
    readPair();
    return Finding.LIVES;
  }

  /** Looks how things are now. */
  public Finding look() {
    Optional<PairFile> now = readPair();
    if (primary().isAlive()) {
      return Finding.LIVES;
    }
    boolean taken = Fence.isTaken(directory);
    if (known.values().stream().anyMatch(ProcessIdentity::isAlive)) {
      return taken ? Finding.LIVES : Finding.UNSUCCEEDED;
    }
    if (taken) {
      return Finding.LIVES; // Somebody whom the pair file does not name yet.
    }
    return endedInOrder(now) ? Finding.ENDED_IN_ORDER : Finding.DIED;
  }

  // The last thing that an orderly end does is to remove the pair file and all sockets. Who was
  // killed leaves a socket behind, whatever somebody did to the pair file.
  private boolean endedInOrder(Optional<PairFile> now) {
    PairFile last = pair;
    if (last == null || (last.primaryPid() == child.pid() && childEndedInOrder)) {
      return childEndedInOrder;
    }
    return now.isEmpty() && !LeftSockets.any(directory);
  }

  private Optional<PairFile> readPair() {
    Optional<PairFile> now;
    try {
      now = PairFile.read(directory);
    } catch (RunDirectoryException e) {
      EventLog.event("guardian: who serves cannot be told for now", e);
      return Optional.ofNullable(pair).or(() -> before);
    }
    if (now.isPresent() && !now.equals(before) && !now.get().equals(pair)) {
      pair = now.get();
      known.values().removeIf(process -> !process.isAlive() && !isOfPair(process));
      PairMembers.of(pair).forEach(this::meet);
    }
    return now;
  }

  private boolean isOfPair(ProcessIdentity process) {
    PairFile named = pair;
    return named != null
        && (process.pid() == named.primaryPid() || process.pid() == named.standbyPid());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Waking does not fail.
  private void meet(ProcessIdentity process) {
    if (known.containsKey(process.pid())) {
      return;
    }
    known.put(process.pid(), process);
    ProcessExitWatch.begin(process)
        .thenAccept(
            at -> {
              noticed.put(process.pid(), at);
              wake.run();
            });
  }

  /** Kills the standby that makes no move. */
  public void killUnsucceeding(String why) {
    for (ProcessIdentity process : known.values()) {
      if (process.isAlive()) {
        EventLog.event("guardian: kills process " + process.pid() + ": " + why);
        causes.put(process.pid(), "its guardian killed it: " + why);
        process.kill();
      }
    }
  }

  /** The living processes that are known. */
  List<ProcessIdentity> living() {
    return known.values().stream().filter(ProcessIdentity::isAlive).toList();
  }

  /**
   * The deaths that ended this pair, and that none of its processes can have written down: those of
   * the last primary and of its standby.
   */
  public List<Obituary> deaths() {
    List<Obituary> deaths = new ArrayList<>();
    PairFile last = pair;
    if (last != null) {
      if (last.standbyPid() != 0) {
        deaths.add(death(last.standbyPid(), "standby", last.epoch()));
      }
      deaths.add(death(last.primaryPid(), "primary", last.epoch()));
    }
    return deaths;
  }

  private Obituary death(long pid, String role, long epoch) {
    return new Obituary(
        pid,
        role,
        epoch,
        causes.getOrDefault(pid, "its guardian saw it end"),
        noticed.getOrDefault(pid, Instant.now()),
        0,
        null);
  }
}
