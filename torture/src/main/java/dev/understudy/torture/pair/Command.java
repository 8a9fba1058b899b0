package dev.understudy.torture.pair;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that the rig has started.
 *
 * @param process it
 * @param output the file for what it prints
 */
public record Command(Process process, Path output) {

  /** What it has printed. */
  public String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }
}
