package dev.understudy.example.show;

import dev.understudy.example.archive.ArchiveClient;
import dev.understudy.example.archive.Summary;
import dev.understudy.runtime.api.ClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One run of a pair with a big state: it is filled, readers come, and then one thing after the
 * other happens to the pair while they go on. Call its methods in the order in which they stand
 * here.
 */
final class BigStateRun implements AutoCloseable {

  private static final String LAUNCHER = "dev.understudy.example.archive.ArchiveLauncher";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final int DOCUMENTS_PER_CALL = 1_000;
  private static final int CALLS_UNDER_WAY = 8;
  private static final int PAGE_BYTES = 256 << 10;

  private final Size size;
  private final RunFolder folder;
  private final Pair pair;
  private final Readers readers;
  private volatile boolean closed;

  /**
   * How large it is.
   *
   * @param megabytes of text
   * @param objects how many documents these are
   * @param readers how many read at the same time
   * @param pause how long each of them waits between an answer and the next call
   * @param heap the largest heap of a process, as {@code -Xmx} has it
   * @param snapshotEvery as the option of {@code start} has it
   */
  record Size(
      int megabytes, int objects, int readers, Duration pause, String heap, String snapshotEvery) {

    int charactersEach() {
      return (int) Math.max(1, megabytes * 1_000_000L / objects);
    }
  }

  private BigStateRun(Size size, RunFolder folder) {
    this.size = size;
    this.folder = folder;
    this.pair = new Pair(folder, LAUNCHER, List.of("-Xmx" + size.heap()));
    this.readers = new Readers(folder.pair(), size.objects(), size.pause());
  }

  /** Prepares it: nothing runs yet, and nothing will run or stay when this process is stopped. */
  static BigStateRun of(Size size) throws IOException {
    BigStateRun run = new BigStateRun(size, RunFolder.create());
    Runtime.getRuntime().addShutdownHook(new Thread(run::breakOff, "break-off"));
    return run;
  }

  /** Starts the pair, and waits until it is protected. */
  void begin() throws IOException, InterruptedException, TimeoutException {
    pair.start(List.of("--snapshot-every", size.snapshotEvery()), List.of());
    pair.awaitProtected(status -> true, PATIENCE);
  }

  /** Fills the archive. */
  void fill() {
    Random random = new Random(1);
    try (ArchiveClient archive = connect()) {
      Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
      for (int first = 0; first < size.objects(); first += DOCUMENTS_PER_CALL) {
        int count = Math.min(DOCUMENTS_PER_CALL, size.objects() - first);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          texts.add(text(random));
        }
        underWay.add(archive.storeAsync(first, texts));
        if (underWay.size() == CALLS_UNDER_WAY) {
          underWay.remove().join();
        }
      }
      underWay.forEach(CompletableFuture::join);
    }
  }

  private String text(Random random) {
    StringBuilder text = new StringBuilder(size.charactersEach());
    for (int i = 0; i < size.charactersEach(); i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** Waits until the pair is protected and no snapshot is being made. */
  void rest() throws IOException, InterruptedException, TimeoutException {
    pair.awaitProtected(status -> true, PATIENCE);
    await("a snapshot is still being made", () -> pair.snapshotter().isEmpty());
  }

  /** Lets the readers in. */
  void admit() {
    readers.enter(size.readers());
  }

  /** Something that happens to the pair. */
  interface Happening {
    void happen() throws IOException, InterruptedException, TimeoutException;
  }

  /** What readers felt while something happened: how long it took, and their waits. */
  record Felt(Duration time, Distribution waits) {}

  /** Has something happen, and watches the readers until it is over, and for a little longer. */
  Felt watch(Happening happening, Duration afterwards)
      throws IOException, InterruptedException, TimeoutException {
    readers.waits().watch();
    long startNanos = System.nanoTime();
    happening.happen();
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
    Thread.sleep(afterwards.toMillis());
    List<Wait> waits = readers.waits().watched();
    return new Felt(time, Distribution.of(waits.stream().map(Wait::length).toList()));
  }

  /** Kills a process, and waits until the pair is protected without it. */
  void kill(Victim victim) throws IOException, InterruptedException, TimeoutException {
    Status before = pair.awaitProtected(status -> true, PATIENCE);
    long pid = (victim == Victim.PRIMARY ? before.serving() : before.waiting()).pid();
    pair.kill(pid);
    pair.awaitProtected(status -> !status.names(pid), PATIENCE);
  }

  /** Stops the standby for a while; the primary may have replaced it by then. */
  void haveStandbyStandStill(Duration time)
      throws IOException, InterruptedException, TimeoutException {
    long pid = pair.awaitProtected(status -> true, PATIENCE).waiting().pid();
    pair.signal("STOP", pid);
    Thread.sleep(time.toMillis());
    if (ProcessHandle.of(pid).isPresent()) {
      pair.signal("CONT", pid);
    }
  }

  /** Makes the journal longer until a process makes a snapshot. */
  void callForSnapshot() throws IOException, InterruptedException {
    try (ArchiveClient archive = connect()) {
      while (pair.snapshotter().isEmpty()) {
        archive.skim(new byte[PAGE_BYTES]);
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
    }
  }

  /** Waits for the snapshot that is being made. */
  void awaitSnapshot() throws IOException, InterruptedException, TimeoutException {
    Optional<Path> before = newestSnapshot();
    await("no snapshot was made", () -> !newestSnapshot().equals(before));
    await("a snapshot is still being made", () -> pair.snapshotter().isEmpty());
  }

  private Optional<Path> newestSnapshot() throws IOException {
    return files("snapshots", ".snapshot").stream().max(Path::compareTo);
  }

  /** The files of a folder of the pair whose names end like this. */
  List<Path> files(String folderName, String suffix) throws IOException {
    Path path = folder.pair().resolve(folderName);
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /**
   * Sees the readers out, stops the pair, starts it again, and compares.
   *
   * @return what is not as it should be, a line each
   */
  List<String> settle() throws IOException, InterruptedException, TimeoutException {
    readers.leave();
    Summary before = summary();
    pair.stop();
    List<String> faults = new ArrayList<>(readers.faults());
    pair.leftovers().forEach(each -> faults.add("left after stop: " + each));
    begin();
    Summary after = summary();
    pair.stop();
    if (!before.equals(after)) {
      faults.add("before the stop it was " + before + ", and after the start " + after);
    }
    if (after.documents() != size.objects()) {
      faults.add(after.documents() + " documents, where " + size.objects() + " were stored");
    }
    if (after.revisions() != readers.acknowledged()) {
      faults.add(after.revisions() + " revisions, and acknowledged " + readers.acknowledged());
    }
    int displayed = (size.objects() - 1) / 1_000 + 1;
    if (after.displayed() != displayed) {
      faults.add(after.displayed() + " documents are on display as themselves, not " + displayed);
    }
    return faults;
  }

  private Summary summary() {
    try (ArchiveClient archive = connect()) {
      return archive.summary();
    }
  }

  private ArchiveClient connect() {
    return ArchiveClient.connect(
        folder.pair(),
        ClientOptions.DEFAULTS.withConnectTimeout(PATIENCE).withCallTimeout(PATIENCE));
  }

  /** How many revisions were acknowledged. */
  long acknowledged() {
    return readers.acknowledged();
  }

  /** Where the journal and the logs are. */
  RunFolder folder() {
    return folder;
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String otherwise, Condition condition)
      throws IOException, InterruptedException, TimeoutException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new TimeoutException("After " + Text.time(PATIENCE) + ": " + otherwise + ".");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
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
