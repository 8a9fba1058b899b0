package dev.understudy.runtime.os;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time that a process has used: one that uses none does not get on with its work,
 * whatever the reason. Without state, for any thread.
 */
public final class ProcessorTime {

  private ProcessorTime() {}

  /**
   * What a process and its living descendants have used, in nanoseconds; 0 for one that is gone.
   */
  public static long usedNanos(long pid) {
    return ProcessHandle.of(pid)
        .map(
            process -> {
              try (Stream<ProcessHandle> descendants = process.descendants()) {
                return Stream.concat(Stream.of(process), descendants)
                    .mapToLong(ProcessorTime::ownNanos)
                    .sum();
              }
            })
        .orElse(0L);
  }

  private static long ownNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
