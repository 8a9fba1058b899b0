package dev.understudy.runtime.launch.children;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the kernel ends when memory is short. A standby that joins grows until there is none left,
 * and the primary is the larger one: without a word from us the kernel would end the one that
 * serves, and its successor, with the next joiner, again. So the process that does not serve goes
 * first. Linux only. One thread at a time.
 */
public final class OutOfMemoryScore {

  private static final Logger LOGGER = LoggerFactory.getLogger(OutOfMemoryScore.class);
  private static final Path FILE = Path.of("/proc/self/oom_score_adj");

  // In thousandths of the memory there is. A primary that fills nine tenths of it still stays.
  private static final int FIRST = 900;

  private static @Nullable String before;

  private OutOfMemoryScore() {}

  /** This process does not serve. */
  public static synchronized void goFirst() {
    try {
      String now = Files.readString(FILE).strip();
      if (Integer.parseInt(now) < FIRST) {
        Files.writeString(FILE, Integer.toString(FIRST));
        before = now;
      }
    } catch (IOException | NumberFormatException e) {
      LOGGER.debug("{} cannot be raised", FILE, e);
    }
  }

  /** This process serves: it is as it was before. */
  static synchronized void stay() {
    String score = before;
    before = null;
    if (score != null) {
      try {
        Files.writeString(FILE, score);
      } catch (IOException e) {
        LOGGER.debug("{} cannot be lowered to {}", FILE, score, e);
      }
    }
  }
}
