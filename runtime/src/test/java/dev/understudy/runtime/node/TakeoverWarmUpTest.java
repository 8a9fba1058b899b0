package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.state.WarmUpFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It fails without a word, and only the next takeover is slow: so somebody has to look. */
class TakeoverWarmUpTest {

  // What the clients add in each of their rounds: 0 and so on.
  private static final long OF_CLIENTS =
      (TakeoverWarmUp.CALLS / TakeoverWarmUp.CALLS_AT_ONCE)
          * (long) TakeoverWarmUp.CALLS_AT_ONCE
          * (TakeoverWarmUp.CALLS_AT_ONCE - 1)
          / 2;

  @Test
  void theSuccessorHasWhatTheDeadPrimaryJournaledAndServesTheClient(@TempDir Path pair)
      throws IOException {
    RunDirectory stage = WarmUpFolder.create(RunDirectory.of(pair));
    try {
      assertThat(TakeoverWarmUp.play(stage)).isEqualTo(WarmUpJournal.UPDATES + OF_CLIENTS);
    } finally {
      WarmUpFolder.remove(stage.root());
    }
  }
}
