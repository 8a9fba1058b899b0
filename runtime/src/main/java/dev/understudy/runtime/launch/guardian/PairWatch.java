package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.GuardedPair;
import dev.understudy.runtime.core.GuardedPair.Finding;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.launch.contact.PairMembers;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessExitWatch;
import dev.understudy.runtime.os.ProcessIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a pair for its guardian. The pair file tells who the processes are, and the kernel tells
 * when they died. {@link GuardedPair} decides what that means. Confined to one thread.
 */
final class PairWatch implements GuardedPair.Sight {

  private final RunDirectory directory;
  private final ProcessIdentity child;
  private final Runnable wake;
  private final GuardedPair pair;
  private final Map<Long, ProcessIdentity> known = new HashMap<>();
  private final Map<Long, Instant> noticed = new ConcurrentHashMap<>();

  private Optional<PairFile> before;
  private @Nullable PairFile seen;

  /**
   * @param before the pair file as it was before the child was started: it tells of others
   * @param child the primary that was started
   * @param looksToSucceed see {@link GuardedPair}
   * @param wake is run by another thread when a process has died
   */
  PairWatch(
      RunDirectory directory,
      Optional<PairFile> before,
      ProcessIdentity child,
      long looksToSucceed,
      Runnable wake) {
    this.directory = directory;
    this.before = before;
    this.child = child;
    this.wake = wake;
    this.pair = new GuardedPair(child.pid(), looksToSucceed);
    known.put(child.pid(), child);
  }

  /** What is made of it. */
  GuardedPair pair() {
    return pair;
  }

  /** The child has ended, as the thread that waits for it was told. */
  void childEnded(Instant noticedAt, GuardedPair.ChildEnd how, String cause) {
    noticed.put(child.pid(), noticedAt);
    pair.childEnded(how, cause);
  }

  /**
   * Another process was quicker than the child: the pair file names this pair, whatever it says.
   */
  void adopt() {
    before = Optional.empty();
  }

  /** Whether the process that serves is known, and lives: then its death will be told. */
  boolean isSettled() {
    return pair.hasServed() && isPrimaryAlive();
  }

  /** The process that serves, or was the last to; the child while none has. */
  ProcessIdentity primary() {
    return known.getOrDefault(pair.primary(), child);
  }

  /** Looks who serves, and how things are. */
  Finding look() {
    readPair();
    return pair.look(this);
  }

  @Override
  public boolean isPrimaryAlive() {
    return primary().isAlive();
  }

  @Override
  public boolean isAnyoneAlive() {
    return known.values().stream().anyMatch(ProcessIdentity::isAlive);
  }

  @Override
  public boolean isFenceTaken() {
    return Fence.isTaken(directory);
  }

  @Override
  public boolean hasLeftSockets() {
    return LeftSockets.any(directory);
  }

  private void readPair() {
    Optional<PairFile> now;
    try {
      now = PairFile.read(directory);
    } catch (RunDirectoryException e) {
      EventLog.event("guardian: who serves cannot be told for now", e);
      pair.fileIsThere(true);
      return;
    }
    pair.fileIsThere(now.isPresent());
    if (now.isPresent() && !now.equals(before) && !now.get().equals(seen)) {
      PairFile named = now.get();
      seen = named;
      pair.served(new GuardedPair.Members(named.primaryPid(), named.standbyPid(), named.epoch()));
      known.values().removeIf(process -> !process.isAlive() && !pair.isMember(process.pid()));
      PairMembers.of(named).forEach(this::meet);
    }
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
  void killUnsucceeding() {
    String why = "its primary is dead, and it did not take over";
    for (ProcessIdentity process : known.values()) {
      if (process.isAlive()) {
        EventLog.event("guardian: kills process " + process.pid() + ": " + why);
        pair.kills(process.pid(), why);
        process.kill();
      }
    }
  }

  /** The deaths that ended this pair, for the next primary to write down. */
  List<Obituary> deaths() {
    return pair.deaths().stream()
        .map(
            death -> {
              Instant at = noticed.getOrDefault(death.pid(), Instant.now());
              return new Obituary(
                  death.pid(), death.role(), death.epoch(), death.cause(), at, 0, null);
            })
        .toList();
  }
}
