package dev.understudy.torture.fault;

import dev.understudy.torture.attic.AtticMode;
import dev.understudy.torture.load.Ledger;
import dev.understudy.torture.pair.Command;
import dev.understudy.torture.pair.Member;
import dev.understudy.torture.pair.TorturedPair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the pair whenever nobody is left of it, as an operator would, and waits for what is to
 * come of that. Confined to the thread of the rig.
 */
public final class PairKeeper {

  /** No call, and no start, takes as long but for a fault. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  /** To look at all processes takes some milliseconds, which the pair may need. */
  private static final Duration BETWEEN_CARES = Duration.ofMillis(100);

  private static final int KILLED = 137;
  private static final int SERVED = 3;

  private final TorturedPair pair;
  private final Ledger ledger;
  private final Tally tally;
  private final Random random;
  private @Nullable Command started;
  private boolean stopped;
  private long lookedNanos;

  /** Nothing runs yet. */
  public PairKeeper(TorturedPair pair, Ledger ledger, Tally tally, Random random) {
    this.pair = pair;
    this.ledger = ledger;
    this.tally = tally;
    this.random = random;
  }

  /** Starts the pair if nobody is there who serves or will. */
  void keep() throws IOException {
    lookedNanos = System.nanoTime();
    if (pair.members().stream().anyMatch(Member::keepsPairAlive)) {
      return;
    }
    Command last = started;
    if (last != null && last.process().isAlive()) {
      return; // It is about to become a JVM.
    }
    if (last != null && !stopped) {
      judgeEnd(last);
      tally.pairEnded();
    }
    stopped = false;
    start();
  }

  // Without a signal from us, and without a stop, no process of a pair ends for good.
  private void judgeEnd(Command last) {
    int exitCode = last.process().exitValue();
    if (exitCode != KILLED && exitCode != SERVED && exitCode != 0) {
      ledger.failed("'start' ended with " + exitCode + ": " + last.printed());
    }
  }

  /** Starts it with options that are drawn. */
  Command start() throws IOException {
    tally.started();
    Command command = pair.launch("start", options());
    started = command;
    return command;
  }

  /** The next end of the pair is none that the rig has not asked for. */
  public void stopped() {
    stopped = true;
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("--hang-timeout", "2s"));
    options.addAll(List.of("--snapshot-every", oneOf("1MiB", "4MiB", "64MiB")));
    if (random.nextInt(6) == 0) {
      options.addAll(List.of("--sync", "always"));
    }
    if (pair.mode() != AtticMode.COLD) {
      if (random.nextInt(4) == 0) {
        options.add("--guard");
      }
      if (random.nextInt(3) == 0) {
        options.add("--spare");
      }
    }
    return options;
  }

  private String oneOf(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /**
   * Waits for a condition, and keeps the pair alive meanwhile.
   *
   * @throws TimeoutException if it takes longer than anything should
   */
  public void await(String what, BooleanSupplier wanted)
      throws IOException, InterruptedException, TimeoutException {
    if (!awaits(PATIENCE, wanted)) {
      throw new TimeoutException(what + ": not after " + PATIENCE.toSeconds() + " s");
    }
  }

  /**
   * Waits for a condition for a while.
   *
   * @return whether it came true
   */
  boolean awaits(Duration patience, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        return false;
      }
      if (System.nanoTime() - lookedNanos > BETWEEN_CARES.toNanos()) {
        keep();
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    return true;
  }
}
