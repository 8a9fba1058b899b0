package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.directory.DirectoryInode;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.node.failure.DismissalNote;
import dev.understudy.runtime.node.failure.GuardianWatch;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.PairLife;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.WarmUpFolder;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.os.WriterMutexes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes what the dead have left in the directory, and looks once a second whether somebody has
 * deleted, from the directory of a running pair, what others find it by: the pair file and that of
 * the guardian, which are written anew, and the fence, of which only a new start can make another;
 * or has put the directory of another pair in its place, where nothing is to be written. Writer
 * thread only, but where it says so.
 */
final class DirectoryWatch {

  private static final int TICKS_BETWEEN_LOOKS = (int) (1_000 / EventLoop.TICK.toMillis());

  private final NodeContext context;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final PairFileWriter pairFile;
  private final GuardianWatch guardian;
  private final long life;
  private final Set<String> endpoints = ConcurrentHashMap.newKeySet();
  private int ticks;
  private volatile boolean hasLock;
  private boolean looking;
  private boolean toldOfPairFile;
  private @Nullable String problem;
  private @Nullable String exchanged;
  private volatile String own = "";

  /**
   * @param endpoint the name of the socket that this process listens on
   * @param life the number of the life of the state, which tells other pairs' directories apart
   */
  DirectoryWatch(
      NodeContext context,
      EventLoop loop,
      BackgroundWork background,
      PairFileWriter pairFile,
      GuardianWatch guardian,
      String endpoint,
      long life) {
    this.context = context;
    this.loop = loop;
    this.background = background;
    this.pairFile = pairFile;
    this.guardian = guardian;
    this.life = life;
    endpoints.add(endpoint);
  }

  /** The socket of another process that lives, too: it is not swept. */
  void spare(String other) {
    endpoints.add(other);
  }

  /** What somebody should look at, as a sentence; null if all is well. */
  @Nullable String problem() {
    return exchanged == null ? problem : exchanged;
  }

  /** Whether the directory is another pair's now. */
  boolean isExchanged() {
    return exchanged != null;
  }

  /** Removes what the dead have left behind: before the next standby of this epoch is started. */
  void sweep() {
    background.run(
        () -> {
          rememberOwn();
          LeftSockets.remove(directory(), name -> endpoints.contains(name) || isOfLiving(name));
          WarmUpFolder.sweep(directory());
          sweepFilesOfTheDead();
        });
  }

  // A former primary that stays listens too, and may serve again.
  private static boolean isOfLiving(String socket) {
    String pid = socket.substring(socket.indexOf('-') + 1, socket.lastIndexOf('.'));
    return pid.matches("[0-9]{1,18}") && Processes.of(Long.parseLong(pid)).isPresent();
  }

  private void sweepFilesOfTheDead() {
    try {
      DismissalNote.sweep(directory());
      WriterMutexes.sweep(directory());
    } catch (IOException e) {
      EventLog.event("what dead processes left could not be removed from " + directory(), e);
    }
  }

  /** A tick has passed. */
  public void tick() {
    if (!hasLock) {
      background.run(this::lockFence);
    }
    ticks++;
    if (ticks >= TICKS_BETWEEN_LOOKS && !looking) {
      ticks = 0;
      looking = true;
      background.run(this::look);
    }
  }

  // A former writer that has ended leaves its process behind for a while, and that has the lock. A
  // file system that cannot tell will not be asked again.
  private void lockFence() {
    boolean done = true;
    try {
      done = context.fence().tryLockFile();
    } finally {
      hasLock = done;
    }
  }

  // Runs beside the writer, since a disk may take its time.
  private void look() {
    if (isAnothers()) {
      loop.post(this::lookedAtAnother);
      return;
    }
    boolean hasFence = context.fence().isInPlace();
    boolean lacksPairFile = Files.isDirectory(directory().root()) && !hasPairFile();
    guardian.keepFile();
    loop.post(() -> looked(hasFence, lacksPairFile));
  }

  /** Looks whether the directory is another pair's now. Blocks; for any thread. */
  boolean isAnothers() {
    rememberOwn();
    String found = DirectoryInode.of(directory());
    return !found.isEmpty() && !found.equals(own) && PairLife.isOfAnother(directory(), life);
  }

  // Beside the writer, and soon: until then an exchange is not seen.
  private void rememberOwn() {
    if (own.isEmpty()) {
      own = DirectoryInode.of(directory());
    }
  }

  private void lookedAtAnother() {
    looking = false;
    if (exchanged == null) {
      exchanged = describeExchange(directory());
      EventLog.event(exchanged);
    }
  }

  /** What is said of a directory that has taken the place of a pair's. */
  static String describeExchange(RunDirectory directory) {
    return "The directory "
        + directory
        + " is another pair's now: that of this pair was moved while it runs, and no longer found"
        + " there. Nothing of this pair is written to the other's. Move it back, then run 'stop'"
        + " and 'start'.";
  }

  // Its content does not matter: it may be out of date for a moment, or another pair's.
  private boolean hasPairFile() {
    try {
      return PairFile.read(directory()).isPresent();
    } catch (RunDirectoryException e) {
      return false; // Damaged, it is as good as none.
    }
  }

  private void looked(boolean hasFence, boolean lacksPairFile) {
    looking = false;
    exchanged = null;
    if (!hasFence && problem == null) {
      problem =
          "The fence "
              + directory().fenceFile()
              + " was deleted or replaced while the pair runs: this primary's lock keeps nobody out"
              + " any more, and a new standby may not come up. Run 'stop', then 'start'.";
      EventLog.event(problem);
    }
    if (lacksPairFile) {
      writePairFile();
    } else {
      toldOfPairFile = false;
    }
  }

  private void writePairFile() {
    try {
      pairFile.write();
      EventLog.event(
          "the pair file "
              + directory().pairFile()
              + " was deleted or damaged while the pair runs: it has been written anew");
    } catch (RunDirectoryException e) {
      if (!toldOfPairFile) { // And tried again every second.
        EventLog.event("the pair file is missing", e);
        toldOfPairFile = true;
      }
    }
  }

  private RunDirectory directory() {
    return context.directory();
  }
}
