package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.journal;
import static dev.understudy.runtime.journal.Records.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentReaderTest {

  private static final long LAST = 200_000;

  @TempDir Path root;

  @Test
  @Timeout(120)
  void aReaderFollowsAWriterFromSegmentToSegment() throws InterruptedException, ExecutionException {
    RunDirectory directory = RunDirectory.of(root);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(directory));
    long expected = 1;
    LogRecord record = new LogRecord();
    try (JournalReader reader = reader(directory, 0)) {
      while (expected <= LAST) {
        if (reader.next(record)) {
          assertThat(Records.see(record).sequence()).isEqualTo(expected);
          expected++;
        } else {
          assertThat(writing.isCompletedExceptionally()).isFalse();
          Thread.onSpinWait();
        }
      }
      assertThat(reader.next(record)).isFalse();
    }
    writing.get();
  }

  private static void write(RunDirectory directory) {
    Random random = new Random(5);
    WireOutput out = WireOutput.forCall();
    try (Journal journal = journal(directory, 1 << 20)) {
      long sequence = 0;
      while (sequence < LAST) {
        out.clear();
        long first = sequence + 1;
        long last = Math.min(LAST, sequence + 1 + random.nextInt(300));
        while (sequence < last) {
          sequence++;
          Records.update(out, sequence, 1, random.nextInt(200));
        }
        journal.append(out.array(), 0, out.size(), first, last);
      }
    }
  }
}
