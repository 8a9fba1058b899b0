package dev.understudy.example.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process costs, as Linux counts it. */
final class Meter {

  // Fields of /proc/PID/stat, counted from the first one after the name, in ticks of 10 ms.
  private static final int USER_TICKS = 14 - 3;
  private static final int SYSTEM_TICKS = 15 - 3;
  private static final long TICK_MILLIS = 10;

  private final long pid;
  private final long beginNanos = System.nanoTime();
  private final Duration beginCpu;

  /** Begins to count. */
  Meter(long pid) throws IOException {
    this.pid = pid;
    this.beginCpu = cpu();
  }

  /** How much of one core it took since then; 0.01 is a hundredth. */
  double cores() throws IOException {
    long elapsedNanos = System.nanoTime() - beginNanos;
    return cpu().minus(beginCpu).toNanos() / (double) elapsedNanos;
  }

  /** The memory that it has now, shared libraries included, in MiB. */
  long residentMebibytes() throws IOException {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("process " + pid + " is gone"));
  }

  private Duration cpu() throws IOException {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  private String read(String file) throws IOException {
    return new String(
        Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)),
        StandardCharsets.ISO_8859_1);
  }
}
