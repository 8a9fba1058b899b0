package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.node.link.PrimaryLink;
import dev.understudy.runtime.node.link.WaitingClient;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.state.JournalTail;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the primary of a standby that has the fence: settles the journal, begins the epoch, and
 * serves those who wait. Writer thread only.
 */
public final class Promotion {

  /** Why it comes to it. */
  public sealed interface Occasion {

    /**
     * The primary has died: a takeover. Times are as {@link System#nanoTime} counts.
     *
     * @param cause how the kernel told of it
     * @param detectedNanos when that was noticed
     * @param fencedNanos when this process had the fence
     */
    record Death(String cause, Instant detectedAt, long detectedNanos, long fencedNanos)
        implements Occasion {

      /** Noticed now, and the fence is not taken yet. */
      public static Death now(String cause) {
        long nanos = System.nanoTime();
        return new Death(cause, Instant.now(), nanos, nanos);
      }

      /** The same, with the fence in hand now. */
      public Death fenced() {
        return new Death(cause, detectedAt, detectedNanos, System.nanoTime());
      }

      /** The same, where it is known why it was killed. */
      public Death orKilled(@Nullable String why) {
        return why == null ? this : new Death(why, detectedAt, detectedNanos, fencedNanos);
      }

      long micros() {
        return micros(System.nanoTime());
      }

      private long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos - detectedNanos);
      }

      // For people: how long each step has taken so far, from the notice on.
      private String steps(long drainedNanos) {
        return "fenced after "
            + micros(fencedNanos)
            + " us, all that it had sent and journaled digested after "
            + micros(drainedNanos)
            + " us, serving after "
            + micros()
            + " us";
      }
    }

    /**
     * The primary has handed over, and leaves once it is told that this process serves: a
     * switchover.
     */
    record HandOver(long beginMicros, PrimaryLink link) implements Occasion {}
  }

  /**
   * What is there from the time before the epoch of a primary.
   *
   * @param dead whose death made this process primary, or null at a first start
   * @param left what the former primary left
   * @param passed the snapshots that could not be loaded
   * @param kept what an earlier epoch of this process has left; null in its first
   */
  public record Before(
      @Nullable ProcessIdentity dead,
      LastWords.Left left,
      Recovery.Passed passed,
      @Nullable InsideCalls kept) {}

  private final NodeContext context;
  private final EventLoop loop;
  private final Listeners doors;
  private final StandbyCore core;
  private final String endpoint;
  private final ProcessIdentity former;
  private @Nullable InsideCalls inside;

  public Promotion(
      NodeContext context,
      EventLoop loop,
      Listeners doors,
      StandbyCore core,
      String endpoint,
      ProcessIdentity former) {
    this.context = context;
    this.loop = loop;
    this.doors = doors;
    this.core = core;
    this.endpoint = endpoint;
    this.former = former;
  }

  /** Of a process that has served before, and is what it was to its server class. */
  Promotion again(InsideCalls kept) {
    inside = kept;
    return this;
  }

  /**
   * Goes through with it; when this returns, the process serves.
   *
   * @param tailReader from where on the journal may hold what this standby lacks
   * @param passed the snapshots that this standby could not load
   * @param waiting the clients who came before this process served
   * @throws dev.understudy.runtime.core.standby.SupersededException if another process has served
   *     since
   */
  public void run(
      Occasion occasion,
      JournalReader tailReader,
      Recovery.Passed passed,
      List<WaitingClient> waiting) {
    if (occasion instanceof Occasion.Death) {
      former.kill(); // It has let go of the fence; what else it holds it is to let go of too.
    }
    StateMachine state = core.state();
    JournalTail tail =
        new JournalTail(
            context.directory(),
            Recovery.identityOf(state.serverClass()),
            context.journalOptions(),
            tailReader);
    long appended = Takeover.settle(core, tail);
    long drainedNanos = System.nanoTime();
    long formerEpoch = state.epoch();
    LastWords.Left left = LastWords.read(context.directory());
    Before before = new Before(former, left, passed, inside);
    PrimaryNode successor =
        new PrimaryNode(context, loop, state, tail.journal(), doors, endpoint, before);
    successor.beginEpoch();
    if (occasion instanceof Occasion.HandOver handOver) {
      handOver.link().tellThatThisServes();
      successor.formerStays(former, handOver.link());
    }
    String steps = "";
    if (occasion instanceof Occasion.Death death) {
      steps = death.steps(drainedNanos);
      successor.succeeds(
          new Obituary(
              former.pid(),
              "primary",
              formerEpoch,
              death.cause() + "; " + steps,
              death.detectedAt(),
              death.micros(),
              left.describe(state.serverClass())));
    }
    doors.handshakes().leadTo(successor);
    loop.become(successor);
    waiting.forEach(client -> client.isServedBy(successor));
    waiting.clear();
    successor.core().endBatch();
    loop.flush(); // They are served from here on: what follows they need not wait for.
    long pauseMicros = 0;
    if (occasion instanceof Occasion.HandOver handOver) {
      pauseMicros = EventLoop.nowMicros() - handOver.beginMicros();
      successor.former().handedOverIn(pauseMicros);
    }
    Served served = new Served(state.sequence() + 1, state.epoch(), appended, pauseMicros, steps);
    String lastWords = left.describe(state.serverClass());
    successor.settleInSoon(() -> EventLog.event(served.describe(occasion, former, lastWords)));
  }

  /** How a promotion went. */
  private record Served(long next, long epoch, long appended, long pauseMicros, String steps) {

    String describe(Occasion occasion, ProcessIdentity former, @Nullable String lastWords) {
      String who =
          "process %d serves from update %d on, epoch %d"
              .formatted(ProcessHandle.current().pid(), next, epoch);
      return occasion instanceof Occasion.Death death
          ? "takeover: primary %d died%s (%s; %s); %s, %d updates added to the journal"
              .formatted(
                  former.pid(),
                  lastWords == null ? "" : " " + lastWords,
                  death.cause(),
                  steps,
                  who,
                  appended)
          : "switchover: primary %d handed over; %s; clients waited for %d us"
              .formatted(former.pid(), who, pauseMicros);
    }
  }
}
