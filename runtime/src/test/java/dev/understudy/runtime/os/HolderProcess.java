package dev.understudy.runtime.os;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Drives a {@link FenceHolder}. */
final class HolderProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  private HolderProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  static HolderProcess start(Path directory) throws IOException {
    return new HolderProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FenceHolder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  Process process() {
    return process;
  }

  String answer() throws IOException {
    return answers.readLine();
  }

  String order(String line) throws IOException {
    orders.write(line);
    orders.newLine();
    orders.flush();
    return answer();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
