package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.InsideCallerThreads;
import dev.understudy.system.servers.InsideCallers;
import dev.understudy.system.servers.InsideCallersClient;
import dev.understudy.system.servers.InsideCallersLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads of the primary's own process call it, while clients call from outside. */
class CallersInsideTest {

  private static final int THREADS = 256;

  private PairRun place;
  private PairRun pair;
  private Path trouble;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(InsideCallersLauncher.class);
    trouble = place.root().resolve("trouble");
    pair =
        place
            .with("-D" + InsideCallers.THREADS + "=" + THREADS)
            .with("-D" + InsideCallers.TROUBLE + "=" + trouble);
  }

  @AfterEach
  void endPair() {
    place.close();
  }

  private Path file(long pid) {
    return InsideCallerThreads.file(pair.root(), pid);
  }

  private ByteBuffer told(long pid) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file(pid)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until every thread of a process was told of some more calls. */
  private void awaitProgress(long pid) {
    Machine.await("process " + pid + " has threads that call").until(() -> Files.exists(file(pid)));
    ByteBuffer before = told(pid);
    Machine.await("every thread inside " + pid + " goes on")
        .until(
            () -> {
              ByteBuffer now = told(pid);
              for (int i = 0; i < THREADS; i++) {
                if (InsideCallerThreads.acknowledged(now, i)
                    < InsideCallerThreads.acknowledged(before, i) + 5) {
                  return false;
                }
              }
              return true;
            });
  }

  @Test
  void nothingIsLostOrDoubledAtATakeoverOrAStop() {
    Process process = pair.start();
    PairStatus first = pair.awaitProtected();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    try (InsideCallersClient client = InsideCallersClient.connect(pair.directory())) {
      Thread outside = new Thread(() -> callFromOutside(client, failure), "outside");
      outside.start();
      long pid = first.primary().pid();
      awaitProgress(pid);
      pair.kill(pid);
      PairStatus second = pair.awaitProtectedWithout(pid);
      awaitProgress(second.primary().pid());
      ByteBuffer then = told(pid);
      ByteBuffer now = told(second.primary().pid());
      for (int i = 0; i < THREADS; i++) {
        long acknowledged = InsideCallerThreads.acknowledged(then, i);
        assertThat(InsideCallerThreads.base(now, i))
            .as("thread %d", i)
            .isBetween(acknowledged, acknowledged + InsideCallerThreads.MOST_UNDER_WAY);
      }
      assertThat(client.faults()).isEmpty();
      outside.interrupt();
      Machine.await("the caller outside has ended").until(() -> !outside.isAlive());
      assertThat(failure.get()).isNull();
      stopAndCompare(second.primary().pid());
      assertThat(client.faults()).isEmpty();
    }
    assertThat(process.isAlive()).isFalse();
  }

  private static void callFromOutside(
      InsideCallersClient client, AtomicReference<RuntimeException> failure) {
    long count = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        long counted = client.countAsync("outside").join();
        count++;
        if (counted != count) {
          failure.set(new IllegalStateException(counted + " in place of " + count));
          return;
        }
      } catch (RuntimeException e) {
        failure.set(e);
        return;
      }
    }
  }

  /** A stop answers each call, or refuses it: what was told is what is there, to the last one. */
  private void stopAndCompare(long pid) {
    Finished stop = pair.run("stop");
    assertThat(stop.exitCode()).as(stop.toString()).isZero();
    PairStatus third = pair.startProtected();
    awaitProgress(third.primary().pid());
    ByteBuffer then = told(pid);
    ByteBuffer now = told(third.primary().pid());
    for (int i = 0; i < THREADS; i++) {
      long acknowledged = InsideCallerThreads.acknowledged(then, i);
      // One that had not read all its answers may be behind by as many.
      int unread = i % 2 == 0 ? 0 : InsideCallerThreads.MOST_UNDER_WAY;
      assertThat(InsideCallerThreads.base(now, i))
          .as("thread %d", i)
          .isBetween(acknowledged, acknowledged + unread);
    }
  }

  @Test
  void onPrimaryIsTriedAgainUntilItWorksAndRunsAgainAfterATakeover() throws IOException {
    Files.writeString(trouble, "exception");
    PairStatus first = pair.startProtected();
    PairStatus status = pair.await("status tells of it", now -> !now.problems().isEmpty());
    assertThat(status.problems().get(0))
        .contains("@OnPrimary threw")
        .contains("the port is taken, deliberately")
        .contains("tried again");
    pair.awaitLogs("@OnPrimary threw an exception; it will be tried again");
    try (InsideCallersClient client = InsideCallersClient.connect(pair.directory())) {
      assertThat(client.count("outside")).isEqualTo(1); // Clients do not wait for it.
      Files.delete(trouble);
      awaitProgress(first.primary().pid());
      pair.await("the problem is over", now -> now.problems().isEmpty());
      Files.writeString(trouble, "error");
      pair.kill(first.primary().pid());
      PairStatus second = pair.awaitProtectedWithout(first.primary().pid());
      pair.await(
          "status tells of the error",
          now -> now.problems().toString().contains("NoClassDefFoundError: deliberate"));
      assertThat(client.count("outside")).isEqualTo(2);
      Files.delete(trouble);
      awaitProgress(second.primary().pid());
      pair.await("the problem is over", now -> now.problems().isEmpty());
    }
  }
}
