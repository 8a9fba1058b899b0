package dev.understudy.torture.load;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.PoisonedUpdateException;
import dev.understudy.linearizability.Call;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.torture.attic.Attic;
import dev.understudy.torture.attic.AtticConnection;
import dev.understudy.torture.attic.AtticMode;
import dev.understudy.torture.attic.Reading;
import dev.understudy.torture.attic.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client: it calls the pair, and calls an attic of its own in the same way, to know what the
 * pair must have answered. Nobody else changes its box.
 */
final class Client implements Runnable {

  private static final int GROUPS = 2;
  private static final int VALUES = 4;
  private static final int CALLS_OF_SESSION = 700;
  private static final int MOST_PAYMENTS = 30;
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(20);

  private final int number;
  private final AtticMode mode;
  private final Path directory;
  private final ClientOptions options;
  private final Books books;
  private final BooleanSupplier isOver;
  private final Duration pause;
  private final Random random;
  private final BoxCalls boxCalls;
  private final Attic own = new Attic();
  private @Nullable Reading lastReading;
  private boolean mayHaveRead;
  private volatile boolean callsNoMore;

  /**
   * @param number of the client, and of its box
   * @param seed of all that it draws
   * @param isOver whether to end
   */
  Client(
      int number,
      long seed,
      AtticMode mode,
      Path directory,
      ClientOptions options,
      Books books,
      Duration pause,
      BooleanSupplier isOver) {
    this.number = number;
    this.mode = mode;
    this.directory = directory;
    this.options = options.withName("client " + number);
    this.books = books;
    this.pause = pause;
    this.isOver = isOver;
    this.random = new Random(seed);
    this.boxCalls = new BoxCalls(number, random);
  }

  /** What all clients write into. */
  record Books(Ledger ledger, Waits waits, Histories histories) {}

  /** Whether it has given up, because a call failed. */
  boolean callsNoMore() {
    return callsNoMore;
  }

  @Override
  public void run() {
    try {
      while (!isOver.getAsBoolean()) {
        converse();
      }
    } catch (RuntimeException e) {
      callsNoMore = true;
      books.ledger().failed("client " + number + ": " + e);
    }
  }

  /**
   * Calls until it is over, or until the outcome of a call is unknown: then it needs a new session.
   */
  private void converse() {
    try (AtticConnection connection = mode.connect(directory, options)) {
      compare(connection);
      boolean goesOn = true;
      while (goesOn && !isOver.getAsBoolean() && random.nextInt(CALLS_OF_SESSION) > 0) {
        try {
          goesOn = call(connection);
        } catch (PoisonedUpdateException e) {
          books.ledger().poisoned();
        }
        LockSupport.parkNanos(pause.toNanos() / 2 + random.nextInt((int) pause.toNanos() + 1));
      }
    }
  }

  private boolean call(AtticConnection connection) {
    int drawn = random.nextInt(100);
    if (drawn < 25) {
      return callRegister(connection);
    } else if (drawn < 30) {
      return observe(connection);
    } else if (drawn < 33) {
      return payInHaste(connection);
    }
    return callBox(connection, boxCalls.next());
  }

  private boolean callBox(AtticConnection connection, BoxCall call) {
    String told;
    try {
      told = timed(() -> call.outcome(connection.calls()));
    } catch (OutcomeUnknownException e) {
      books.ledger().unknown(what(call.name()) + ": " + e.getMessage());
      connection.close();
      settle(call);
      return false;
    }
    String expected = call.outcome(own);
    books.ledger().answered(call.isUpdate());
    if (!told.equals(expected)) {
      books.ledger().wrong(what(call.name()), told, expected);
      compare(connection);
      throw new IllegalStateException("it ends, because an answer was wrong");
    }
    return true;
  }

  /** Many calls in flight, which take effect in their order. */
  private boolean payInHaste(AtticConnection connection) {
    long beginNanos = System.nanoTime();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int left = random.nextInt(MOST_PAYMENTS); left >= 0; left--) {
      answers.add(connection.pay().make(number, left));
    }
    for (int i = 0; i < answers.size(); i++) {
      long told;
      try {
        told = answers.get(i).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof CallRefusedException) {
          books.ledger().refused();
          continue; // It has not taken effect; those behind it may have.
        }
        if (e.getCause() instanceof PoisonedUpdateException) {
          books.ledger().poisoned();
          continue;
        }
        // It may be anything from here on: what those behind it did cannot be told apart.
        throw new IllegalStateException("payment " + i + ": " + e.getCause(), e);
      }
      books.ledger().answered(true);
      long expected = own.pay(number, answers.size() - 1L - i);
      if (told != expected) {
        books.ledger().wrong(what("payment " + i), "" + told, "" + expected);
        throw new IllegalStateException("it ends, because an answer was wrong");
      }
    }
    books.waits().add(beginNanos, System.nanoTime());
    return true;
  }

  /** The session has ended, so that a call of it has taken effect by now, or never will. */
  private void settle(BoxCall call) {
    try (AtticConnection connection = mode.connect(directory, options)) {
      Receipt told = connection.calls().receipt(number);
      if (call.isUpdate() && told.updates() == own.receipt(number).updates() + 1) {
        call.outcome(own);
      }
    }
  }

  private void compare(AtticConnection connection) {
    Receipt told = connection.calls().receipt(number);
    books.ledger().compare(what("all updates"), told, own.receipt(number));
  }

  /** Compares all that is in the box with all that should be. */
  void compareAll(AtticConnection connection) {
    compare(connection);
    String told = connection.calls().describe(number);
    String expected = own.describe(number);
    if (!told.equals(expected)) {
      books.ledger().wrong(what("the box at the end"), told, expected);
    }
  }

  private boolean callRegister(AtticConnection connection) {
    String register = books.histories().register(number % GROUPS);
    RegisterCall.Kind[] kinds = RegisterCall.Kind.values();
    RegisterCall call =
        new RegisterCall(
            kinds[random.nextInt(kinds.length)],
            register,
            random.nextInt(VALUES),
            random.nextInt(VALUES));
    long beginNanos = System.nanoTime();
    try {
      String told = timed(() -> call.outcome(connection.calls()));
      long endNanos = System.nanoTime();
      books
          .histories()
          .add(
              register,
              Call.answered("client " + number, beginNanos, endNanos, call.withoutName(), told));
      books.ledger().answered(call.kind() != RegisterCall.Kind.READ);
      return true;
    } catch (OutcomeUnknownException e) {
      books.ledger().unknown(what(call.toString()) + ": " + e.getMessage());
      books
          .histories()
          .add(register, Call.unknown("client " + number, beginNanos, call.withoutName()));
      return false;
    }
  }

  private boolean observe(AtticConnection connection) {
    try {
      Reading reading = timed(() -> connection.observe().apply(number));
      books.ledger().answered(true);
      Reading last = lastReading;
      long former = last == null ? 0 : last.count();
      boolean counts =
          reading.count() == former + 1 || (mayHaveRead && reading.count() == former + 2);
      boolean ordered =
          last == null
              || (!reading.now().isBefore(last.now())
                  && reading.sequence() > last.sequence()
                  && !reading.id().equals(last.id()));
      if (!counts || !ordered || !reading.client().equals("client " + number)) {
        books.ledger().wrong(what("observe"), reading.toString(), "one after " + last);
      }
      lastReading = reading;
      mayHaveRead = false;
      return true;
    } catch (OutcomeUnknownException e) {
      books.ledger().unknown(what("observe") + ": " + e.getMessage());
      mayHaveRead = true;
      return false;
    }
  }

  /** Makes a call again and again while the pair refuses it because it is being stopped. */
  private <T> T timed(Supplier<T> call) {
    long beginNanos = System.nanoTime();
    while (true) {
      try {
        T told = call.get();
        books.waits().add(beginNanos, System.nanoTime());
        return told;
      } catch (CallRefusedException e) {
        if (!String.valueOf(e.getMessage()).contains("stop")) {
          books.ledger().failed(what("a call that was refused: ") + e.getMessage());
        }
        books.ledger().refused();
        LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
      }
    }
  }

  private String what(String call) {
    return "client " + number + ", " + call;
  }
}
