package dev.understudy.example.show;

import dev.understudy.UnderstudyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The demonstration: starts a box office, lets visitors book, kills the primary five times, and
 * shows that every acknowledged booking is there exactly once. Ends with 0 only if that is so.
 */
public final class Show {

  private static final int BROKEN_OFF = 130;
  private static final int KILLS = 5;
  private static final Performance.Stage STAGE =
      new Performance.Stage(60, 100, 4, Duration.ofMillis(1), 2_000);

  private final Narration narration;

  private Show(Narration narration) {
    this.narration = narration;
  }

  /** Runs the show. It takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    try {
      System.exit(new Show(new Narration(System.out)).run() ? 0 : 1);
    } catch (InterruptedException e) {
      System.exit(BROKEN_OFF); // By Ctrl-C, which has cleaned up: there is nothing to tell.
    }
  }

  private boolean run() throws IOException, InterruptedException {
    try (Performance performance = Performance.of(STAGE)) {
      List<String> faults = perform(performance);
      if (faults.isEmpty()) {
        performance.folder().delete();
        narration.praised();
      } else {
        narration.blamed(faults, performance.folder());
      }
      return faults.isEmpty();
    }
  }

  private List<String> perform(Performance performance) throws InterruptedException {
    try {
      narration.announce(STAGE, KILLS);
      narration.opened(performance.begin());
      performance.admit();
      narration.admitted(STAGE);
      for (int kill = 1; kill <= KILLS; kill++) {
        narration.died(kill, performance.kill(Victim.PRIMARY));
      }
      Verdict verdict = performance.settle();
      narration.settled(verdict, performance.waits(), performance.answers());
      List<String> leftovers = performance.end();
      narration.ended(leftovers);
      List<String> faults = new ArrayList<>(verdict.faults());
      leftovers.forEach(each -> faults.add("LEFT     " + each));
      return faults;
    } catch (TimeoutException e) {
      return List.of(e.getMessage());
    } catch (IOException | UnderstudyException | IllegalStateException e) {
      return List.of(e.toString());
    }
  }
}
