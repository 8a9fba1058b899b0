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

    /** The primary has died: a takeover. */
    record Death(String cause, Instant detectedAt, long detectedNanos) implements Occasion {

      public static Death now(String cause) {
        return new Death(cause, Instant.now(), System.nanoTime());
      }

      /** The same, where it is known why it was killed. */
      public Death orKilled(@Nullable String why) {
        return why == null ? this : new Death(why, detectedAt, detectedNanos);
      }
    }

    /**
     * The primary has handed over, and leaves once it is told that this process serves: a
     * switchover.
     */
    record HandOver(long beginMicros, PrimaryLink link) implements Occasion {}
  }

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
    long formerEpoch = state.epoch();
    LastWords.Left left = LastWords.read(context.directory());
    PrimaryNode successor =
        new PrimaryNode(
            context, loop, state, tail.journal(), doors, endpoint, former, left, passed, inside);
    successor.beginEpoch();
    if (occasion instanceof Occasion.HandOver handOver) {
      handOver.link().tellThatThisServes();
      successor.formerStays(former, handOver.link());
    }
    if (occasion instanceof Occasion.Death death) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - death.detectedNanos());
      successor.succeeds(
          new Obituary(
              former.pid(),
              "primary",
              formerEpoch,
              death.cause(),
              death.detectedAt(),
              micros,
              left.describe(state.serverClass())));
    }
    doors.handshakes().leadTo(successor);
    loop.become(successor);
    waiting.forEach(client -> client.isServedBy(successor));
    waiting.clear();
    successor.core().endBatch();
    report(occasion, successor, appended, left.describe(state.serverClass()));
    successor.settleInAsSuccessor();
  }

  private void report(
      Occasion occasion, PrimaryNode successor, long appended, @Nullable String lastWords) {
    String who =
        "process %d serves from update %d on, epoch %d"
            .formatted(
                ProcessHandle.current().pid(),
                successor.core().applied() + 1,
                successor.core().epoch());
    if (occasion instanceof Occasion.Death death) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - death.detectedNanos());
      EventLog.event(
          "takeover: primary %d died%s (%s); %s, %d us after the obituary, %d updates added to the journal"
              .formatted(
                  former.pid(),
                  lastWords == null ? "" : " " + lastWords,
                  death.cause(),
                  who,
                  micros,
                  appended));
    } else if (occasion instanceof Occasion.HandOver handOver) {
      long micros = EventLoop.nowMicros() - handOver.beginMicros();
      successor.switchedOver(micros);
      EventLog.event(
          "switchover: primary %d handed over; %s; clients waited for %d us"
              .formatted(former.pid(), who, micros));
    }
  }
}
