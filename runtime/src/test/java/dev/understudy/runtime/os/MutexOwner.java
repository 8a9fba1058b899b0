package dev.understudy.runtime.os;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own for the tests: a writer thread holds its mutex, and another does what the
 * line of its input says.
 */
final class MutexOwner {

  private MutexOwner() {}

  public static void main(String[] arguments) throws Exception {
    RunDirectory directory = RunDirectory.of(Path.of(arguments[0]));
    CountDownLatch end = new CountDownLatch(1);
    Thread writer = new Thread(() -> hold(directory, end), "writer");
    writer.setDaemon(true);
    writer.start();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    switch (String.valueOf(in.readLine())) {
      case "exit" -> System.exit(0);
      case "halt" -> Runtime.getRuntime().halt(1);
      case "writer" -> end.countDown();
      case "wait" -> {
        Path other = Path.of(in.readLine());
        System.out.println("waits");
        System.out.println(WriterMutex.open(other).orElseThrow().await(60_000));
      }
      default -> throw new IllegalArgumentException("what?");
    }
    in.readLine(); // It lives on, with all threads but one.
  }

  private static void hold(RunDirectory directory, CountDownLatch end) {
    try {
      WriterMutex.create(WriterMutexes.file(directory, Processes.self()));
      System.out.println("held");
      end.await();
    } catch (IOException | InterruptedException e) {
      System.out.println(e);
    }
  }
}
