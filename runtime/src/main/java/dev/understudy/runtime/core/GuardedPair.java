package dev.understudy.runtime.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a guardian makes of what it sees of one pair, from the primary that it started to the end of
 * the last process, over any number of takeovers. It takes part in none of them.
 *
 * <pre>
 * LIVES <-> UNSUCCEEDED
 *   |           |
 *   +-----------+--> ENDED_IN_ORDER or DIED
 * </pre>
 */
public final class GuardedPair {

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

  /** How the primary that was started has ended, as the kernel tells its parent. */
  public enum ChildEnd {
    /** The pair was ended in order, by its exit code. */
    IN_ORDER,
    /** It cannot serve as things are, and has said why. */
    REFUSED,
    /** Another process has the fence. */
    ALREADY_SERVED,
    /** Its main method did not run, or threw. */
    NOT_RUN,
    /** A signal asked it to end before it had served. */
    ASKED_TO_END,
    /** By SIGKILL. */
    KILLED,
    /** In another way. */
    OTHER
  }

  /**
   * Who serves, as the pair file says.
   *
   * @param standby 0 without one
   */
  public record Members(long primary, long standby, long epoch) {}

  /** A death that nobody of the pair can have written down. */
  public record Death(long pid, String role, long epoch, String cause) {}

  /** What can be seen now. Each is looked at only where it matters. */
  public interface Sight {

    /** Whether the process that serves, or was the last to, is alive. */
    boolean isPrimaryAlive();

    /** Whether any process that was ever seen of this pair lives. */
    boolean isAnyoneAlive();

    /** Whether any process at all has the fence. */
    boolean isFenceTaken();

    /** Whether a socket is left behind: a killed process leaves one, an orderly end does not. */
    boolean hasLeftSockets();
  }

  private static final String SEEN = "its guardian saw it end";

  private final long child;
  private final long looksToSucceed;
  private final Map<Long, String> causes = new HashMap<>();
  private @Nullable Members members;
  private @Nullable ChildEnd childEnd;
  private boolean isFileThere;
  private Finding finding = Finding.LIVES;
  private long looksUnsucceeded;

  /**
   * @param child the primary that was started
   * @param looksToSucceed how many looks a standby may leave a dead primary without a successor; 0
   *     for ever
   */
  public GuardedPair(long child, long looksToSucceed) {
    this.child = child;
    this.looksToSucceed = looksToSucceed;
  }

  /** The child has ended. */
  public void childEnded(ChildEnd how, String cause) {
    childEnd = how;
    causes.put(child, cause);
  }

  /** The pair file names others than before, and they are of this pair. */
  public void served(Members now) {
    members = now;
  }

  /** Whether the pair file is there: the last thing but one that an orderly end does is to go. */
  public void fileIsThere(boolean isThere) {
    isFileThere = isThere;
  }

  /** Whether a process of this pair has served. */
  public boolean hasServed() {
    return members != null;
  }

  /** The process that serves, or was the last to; the child while none has. */
  public long primary() {
    return members == null ? child : members.primary();
  }

  /** Whether the pair file names it. */
  public boolean isMember(long pid) {
    return members != null && (pid == members.primary() || pid == members.standby());
  }

  /** Looks how things are. While the child lives, nothing but that is looked at. */
  public Finding look(Sight sight) {
    finding = childEnd == null ? Finding.LIVES : find(sight);
    looksUnsucceeded = finding == Finding.UNSUCCEEDED ? looksUnsucceeded + 1 : 0;
    return finding;
  }

  private Finding find(Sight sight) {
    if (sight.isPrimaryAlive()) {
      return Finding.LIVES;
    }
    boolean isTaken = sight.isFenceTaken(); // Perhaps by somebody whom the file does not name yet.
    if (isTaken || sight.isAnyoneAlive()) {
      return isTaken ? Finding.LIVES : Finding.UNSUCCEEDED;
    }
    // An exit code alone proves nothing: code of the user's may choose any.
    boolean saidSo = members != null || childEnd == ChildEnd.IN_ORDER;
    boolean inOrder = saidSo && !isFileThere && !sight.hasLeftSockets();
    return inOrder ? Finding.ENDED_IN_ORDER : Finding.DIED;
  }

  /**
   * Whether the standby is to be killed now, since it makes no move. Counted in looks, and not by
   * the clock: a machine that slept has hung nobody.
   */
  public boolean isStuck() {
    return looksToSucceed > 0 && looksUnsucceeded == looksToSucceed + 1;
  }

  /** The guardian kills one of them. */
  public void kills(long pid, String why) {
    causes.put(pid, "its guardian killed it: " + why);
  }

  /** How this pair has ended, of which nobody is left. */
  public Restarts.Ending ending() {
    if (finding == Finding.ENDED_IN_ORDER) {
      return Restarts.Ending.IN_ORDER;
    }
    if (finding != Finding.DIED || childEnd == null) {
      throw new IllegalStateException("a pair was said to have ended while " + finding);
    }
    if (members != null) {
      boolean wasKilled = members.primary() == child && childEnd == ChildEnd.KILLED;
      return wasKilled ? Restarts.Ending.KILLED : Restarts.Ending.DIED;
    }
    return switch (childEnd) {
      case REFUSED -> Restarts.Ending.REFUSED;
      case NOT_RUN -> Restarts.Ending.NOT_RUN;
      case ASKED_TO_END -> Restarts.Ending.IN_ORDER;
      default -> Restarts.Ending.NOT_SERVED;
    };
  }

  /**
   * The deaths that ended it, and that none of its processes can have written down: those of its
   * last standby and, last, of its last primary.
   */
  public List<Death> deaths() {
    List<Death> deaths = new ArrayList<>();
    if (members != null) {
      if (members.standby() != 0) {
        deaths.add(death(members.standby(), "standby", members.epoch()));
      }
      deaths.add(death(members.primary(), "primary", members.epoch()));
    }
    return deaths;
  }

  private Death death(long pid, String role, long epoch) {
    return new Death(pid, role, epoch, causes.getOrDefault(pid, SEEN));
  }
}
