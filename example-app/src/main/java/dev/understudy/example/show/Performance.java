package dev.understudy.example.show;

import dev.understudy.example.BoxOfficeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * One run of a pair under load: it starts, visitors book, processes are killed, and at the end
 * every ticket is accounted for. Call its methods in the order in which they stand here.
 */
final class Performance implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stage stage;
  private final RunFolder folder;
  private final Pair pair;
  private final Visitors visitors;
  private volatile boolean closed;

  private Performance(Stage stage, RunFolder folder) {
    this.stage = stage;
    this.folder = folder;
    this.pair = new Pair(folder);
    this.visitors = new Visitors(folder.pair(), stage.mostTicketsEach(), stage.pause());
  }

  /**
   * How large it is.
   *
   * @param rows of the house
   * @param seatsPerRow of the house
   * @param visitors how many book at the same time
   * @param pause how long each of them waits between an answer and the next call
   * @param answersBetweenKills how many answers they get, all together, before the next kill
   * @param lag how many answers they get while the standby stands still, right before a kill
   */
  record Stage(
      int rows, int seatsPerRow, int visitors, Duration pause, int answersBetweenKills, int lag) {

    /** One in which the standby does not lag. */
    Stage(int rows, int seatsPerRow, int visitors, Duration pause, int answersBetweenKills) {
      this(rows, seatsPerRow, visitors, pause, answersBetweenKills, 0);
    }

    /** How many seats there are. */
    int seats() {
      return rows * seatsPerRow;
    }

    /** Few enough that no category is ever sold out. */
    int mostTicketsEach() {
      return seats() * 9 / 10 / visitors;
    }
  }

  /** Prepares it: nothing runs yet, and nothing will run or stay when this process is stopped. */
  static Performance of(Stage stage) throws IOException {
    Performance performance = new Performance(stage, RunFolder.create());
    Runtime.getRuntime().addShutdownHook(new Thread(performance::breakOff, "break-off"));
    return performance;
  }

  /** Starts the pair, and tells it once it is protected. */
  Status begin() throws IOException, InterruptedException, TimeoutException {
    // A standby that is to stand still is not to be taken for one that hangs.
    List<String> options = stage.lag() > 0 ? List.of("--hang-timeout", "0s") : List.of();
    pair.start(
        options, List.of(Integer.toString(stage.rows()), Integer.toString(stage.seatsPerRow())));
    return pair.awaitProtected(status -> true, PATIENCE);
  }

  /** Lets the visitors in, and waits until they are at it. */
  void admit() throws InterruptedException, TimeoutException {
    visitors.enter(stage.visitors());
    visitors.awaitAnswers(stage.answersBetweenKills(), PATIENCE);
  }

  /** Kills a process, waits until the pair is whole again, and lets the visitors book on. */
  Death kill(Victim victim) throws IOException, InterruptedException, TimeoutException {
    Status before = pair.awaitProtected(status -> true, PATIENCE);
    long pid = (victim == Victim.PRIMARY ? before.serving() : before.waiting()).pid();
    if (stage.lag() > 0) {
      pair.signal("STOP", before.waiting().pid());
      visitors.awaitAnswers(stage.lag(), PATIENCE.multipliedBy(5));
    }
    visitors.waits().watch();
    Death.Moment killed = Death.Moment.now();
    pair.kill(pid);
    if (stage.lag() > 0) {
      pair.signal("CONT", before.waiting().pid());
    }
    Status after = pair.awaitProtected(status -> !status.names(pid), PATIENCE);
    Duration unprotected = killed.elapsed();
    // A wait is known once it is over.
    visitors.awaitAnswers(2 * stage.visitors(), PATIENCE);
    List<Wait> waits = visitors.waits().watched();
    visitors.awaitAnswers(stage.answersBetweenKills(), PATIENCE);
    return Death.of(victim, pid, before, killed, waits, unprotected, after);
  }

  /** Begins to measure what waits for the primary's death: the standby, or in COLD the guardian. */
  Meter meter() throws IOException, InterruptedException, TimeoutException {
    Status status = pair.awaitProtected(any -> true, PATIENCE);
    return new Meter(status.standby() == null ? pair.startedPid() : status.standby().pid());
  }

  /** Sees the visitors out, and compares what they were told with what the box office has. */
  Verdict settle() throws InterruptedException, TimeoutException {
    visitors.leave(PATIENCE);
    try (BoxOfficeClient office = BoxOfficeClient.connect(folder.pair())) {
      return Verdict.of(visitors.ledger().account(), Books.of(office));
    }
  }

  /** How long the visitors waited for their answers. */
  Distribution waits() {
    return visitors.waits().distribution();
  }

  /** How many answers they had. */
  int answers() {
    return visitors.waits().count();
  }

  /**
   * Stops the pair in order.
   *
   * @return what is left of it, which should be nothing
   */
  List<String> end() throws IOException, InterruptedException {
    pair.stop();
    return pair.leftovers();
  }

  /** Where the journal and the logs are. */
  RunFolder folder() {
    return folder;
  }

  /** Ends what still lives. The folder stays, for those who look for a reason. */
  @Override
  public void close() throws IOException {
    pair.close();
    closed = true;
  }

  private void breakOff() {
    if (closed) {
      return;
    }
    try {
      pair.close();
      folder.delete();
    } catch (IOException | RuntimeException e) {
      System.err.println("Something may be left in " + folder + ": " + e.getMessage());
    }
  }
}
