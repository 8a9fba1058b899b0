package dev.understudy.runtime.os;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Drives a {@link FenceHolder} or a {@link MutexOwner}. */
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
    return start(FenceHolder.class, directory);
  }

  static HolderProcess start(Class<?> main, Path directory) throws IOException {
    return new HolderProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
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
    send(line);
    return answer();
  }

  void send(String line) throws IOException {
    orders.write(line);
    orders.newLine();
    orders.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
