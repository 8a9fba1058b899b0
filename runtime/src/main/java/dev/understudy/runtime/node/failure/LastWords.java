package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a primary is doing, in mapped memory that outlives it, in a file of the pair's directory.
 * The kernel keeps what was written to the mapping when the process dies, so that the successor can
 * read which call the dead one was in. A loss of power may take it, which nobody needs then.
 *
 * <p>The file is 4 KiB long and written with zeros before it is mapped, since a full disk under a
 * mapping is a crash. Little-endian longs:
 *
 * <pre>
 *    0  magic and version
 *    8  the pid of the writing process
 *   16  how it ends: the pid, and in the lowest byte a {@link Mark}
 *   24  1 while a call is in the user's method, else 0; written last, and cleared first
 *   32  the method, 40 the arguments: see {@link CallKey}; 48 the session, 0 for a caller inside
 *   56  which table of suspects is valid (lowest bit), and the pid whose death it counts already
 *  128  one table of suspects, 2048 the other: their number, then 24 bytes each
 * </pre>
 *
 * Writer thread only, except {@link #mark}.
 */
public final class LastWords {

  /** Why a process ends, or is ended, as far as that is known. */
  public enum Mark {
    /** Nobody knows: it was killed from outside, or has crashed. */
    UNKNOWN(0),
    /** Its writer threw an error. */
    ERROR(1),
    /** Its writer called {@code System.exit}. */
    EXIT(2),
    /** It was killed since its writer made no progress. */
    HUNG(3),
    /** It was killed for practice. */
    DRILL(4);

    private final int code;

    Mark(int code) {
      this.code = code;
    }

    private static Mark of(int code) {
      return switch (code) {
        case 1 -> ERROR;
        case 2 -> EXIT;
        case 3 -> HUNG;
        case 4 -> DRILL;
        default -> UNKNOWN;
      };
    }

    /** Whether the call that was running is to blame. */
    boolean isOwnDoing() {
      return this == ERROR || this == EXIT || this == HUNG;
    }

    private String describe() {
      return switch (this) {
        case UNKNOWN -> "";
        case ERROR -> ", which threw an error";
        case EXIT -> ", which ended the process";
        case HUNG -> ", which made no progress";
        case DRILL -> ", when the drill killed it";
      };
    }
  }

  private static final long MAGIC = 0x3130_5357_4c54_5355L;
  private static final int BYTES = 4_096;
  private static final int PID = 8;
  private static final int MARK = 16;
  private static final int RUNNING = 24;
  private static final int METHOD = 32;
  private static final int ARGUMENTS = 40;
  private static final int SESSION = 48;
  private static final int TABLE = 56;
  private static final int[] TABLES = {128, 2_048};
  private static final int SUSPECT_BYTES = 24;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer memory;
  private final @Nullable String problem;

  private LastWords(ByteBuffer memory, @Nullable String problem) {
    if (!memory.isDirect()) {
      // Newer JDKs refuse atomic access to it, since collectors move it.
      throw new IllegalArgumentException("last words in memory on the heap");
    }
    this.memory = memory.order(ByteOrder.LITTLE_ENDIAN);
    this.problem = problem;
  }

  /** Why nobody will read this process's last words, as a sentence; null if somebody can. */
  @Nullable
  public String problem() {
    return problem;
  }

  /**
   * What a dead primary has left.
   *
   * @param call the call that it was in, or null
   * @param mark why it ended
   * @param session whose call it was, or 0
   * @param suspects what it knew of calls in which others died
   */
  public record Left(@Nullable CallKey call, Mark mark, long session, List<SuspectCall> suspects) {

    static final Left NOTHING = new Left(null, Mark.UNKNOWN, 0, List.of());

    /** The suspects of the next primary. */
    public List<SuspectCall> inherited() {
      return call == null || mark == Mark.DRILL
          ? suspects
          : PrimaryCore.suspectsAfter(suspects, call, mark.isOwnDoing());
    }

    /** What it was doing, for people; null if it was in no call. */
    @Nullable
    public String describe(ServerClass serverClass) {
      if (call == null) {
        return null;
      }
      String who = session == 0 ? "" : ", of session " + session;
      return "in " + PrimaryCore.lastWords(serverClass, call) + who + mark.describe();
    }
  }

  /** Reads what the last primary of a directory has left. */
  public static Left read(RunDirectory directory) {
    Path file = directory.lastWordsFile();
    try {
      if (Files.notExists(file)) {
        return Left.NOTHING;
      }
      PlainFile.require(file);
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length != BYTES) {
        return Left.NOTHING; // Its writer died before it was whole.
      }
      return new LastWords(unmapped().put(0, bytes), null).parse();
    } catch (IOException e) {
      EventLog.event("what the former primary was doing cannot be read in " + file, e);
      return Left.NOTHING;
    }
  }

  private Left parse() {
    if (get(0) != MAGIC) {
      return Left.NOTHING;
    }
    long pid = get(PID);
    long table = get(TABLE);
    boolean isCounted = table >>> 1 == pid;
    boolean wasRunning = get(RUNNING) != 0 && !isCounted;
    CallKey call = wasRunning ? new CallKey(get(METHOD), get(ARGUMENTS)) : null;
    return new Left(call, markOf(pid), get(SESSION), suspects(TABLES[(int) table & 1]));
  }

  private Mark markOf(long pid) {
    long mark = get(MARK);
    return mark >>> Byte.SIZE == pid ? Mark.of((int) mark & 0xff) : Mark.UNKNOWN;
  }

  private List<SuspectCall> suspects(int at) {
    int count = (int) get(at);
    List<SuspectCall> suspects = new ArrayList<>();
    for (int i = 0; i < count && i < (TABLES[1] - TABLES[0]) / SUSPECT_BYTES - 1; i++) {
      int entry = at + Long.BYTES + i * SUSPECT_BYTES;
      long deaths = get(entry + 2 * Long.BYTES);
      int own = (int) (deaths >>> Integer.SIZE);
      int other = (int) deaths;
      if (own >= 0 && other >= 0) { // Else the file is damaged there.
        CallKey call = new CallKey(get(entry), get(entry + Long.BYTES));
        suspects.add(new SuspectCall(call, own, other));
      }
    }
    return suspects;
  }

  /**
   * Begins to keep what this process does, in place of its predecessor.
   *
   * @param inherited its suspects, which are written before anything else is forgotten
   */
  public static LastWords begin(RunDirectory directory, List<SuspectCall> inherited) {
    LastWords words = map(directory);
    words.succeed(inherited, ProcessHandle.current().pid());
    return words;
  }

  // The pair is served without the file, too. Only a bad call may then kill once more.
  private static LastWords map(RunDirectory directory) {
    Path file = directory.lastWordsFile();
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        ByteBuffer zeros = ByteBuffer.allocate(BYTES);
        while (zeros.hasRemaining()) {
          channel.write(zeros, zeros.position());
        }
        channel.truncate(BYTES);
      }
      return new LastWords(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES), null);
    } catch (IOException e) {
      String problem = "there will be no last words of this process: " + file + ": " + e;
      return new LastWords(unmapped(), problem);
    }
  }

  private static ByteBuffer unmapped() {
    return ByteBuffer.allocateDirect(BYTES);
  }

  private void succeed(List<SuspectCall> inherited, long self) {
    long former = get(0) == MAGIC ? get(PID) : 0;
    keep(inherited, former);
    set(RUNNING, 0);
    set(PID, self);
    set(0, MAGIC);
    set(MARK, 0);
    set(TABLE, get(TABLE) & 1);
  }

  /** Keeps the suspects for the successor. */
  public void keep(List<SuspectCall> suspects) {
    keep(suspects, 0);
  }

  private void keep(List<SuspectCall> suspects, long counted) {
    int other = 1 - ((int) get(TABLE) & 1);
    int at = TABLES[other];
    set(at, suspects.size());
    for (SuspectCall suspect : suspects) {
      set(at + Long.BYTES, suspect.call().method());
      set(at + 2 * Long.BYTES, suspect.call().arguments());
      set(at + 3 * Long.BYTES, (long) suspect.ownDeaths() << Integer.SIZE | suspect.otherDeaths());
      at += SUSPECT_BYTES;
    }
    set(TABLE, counted << 1 | other);
  }

  void entered(long method, long arguments, long session) {
    set(METHOD, method);
    set(ARGUMENTS, arguments);
    set(SESSION, session);
    set(RUNNING, 1);
  }

  void left() {
    set(RUNNING, 0);
  }

  /** Says why this process ends, if it is in a call. For any thread. */
  public void mark(Mark why) {
    if (get(RUNNING) != 0) {
      set(MARK, get(PID) << Byte.SIZE | why.code);
    }
  }

  /**
   * Says why a primary is about to be killed. For the process that does so, and any thread.
   *
   * @param pid the primary; nothing is written if it is no longer that
   */
  public static void mark(RunDirectory directory, long pid, Mark why) {
    Path file = directory.lastWordsFile();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(word, PID);
      if (!word.hasRemaining() && word.getLong(0) == pid) {
        word.putLong(0, pid << Byte.SIZE | why.code).rewind();
        channel.write(word, MARK);
      }
    } catch (NoSuchFileException e) {
      return; // It keeps none.
    } catch (IOException e) {
      EventLog.event("why process " + pid + " is killed could not be noted in " + file, e);
    }
  }

  private long get(int at) {
    return (long) LONGS.getAcquire(memory, at);
  }

  private void set(int at, long value) {
    LONGS.setRelease(memory, at, value);
  }
}
