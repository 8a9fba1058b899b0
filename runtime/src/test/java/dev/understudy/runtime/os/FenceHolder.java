package dev.understudy.runtime.os;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of its own for the tests: takes the fence of a directory, and then does what the lines
 * of its input say, answering each with one line.
 */
final class FenceHolder {

  private FenceHolder() {}

  public static void main(String[] arguments) throws IOException {
    RunDirectory directory = RunDirectory.of(Path.of(arguments[0]));
    try (Fence fence = Fence.open(directory);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(fence.tryTake());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "read" -> System.out.println(readAll(directory));
          case "session" -> System.out.println(Natives.setsid());
          case "nice" -> System.out.println(Natives.lowerPriority(7));
          default -> System.out.println("?");
        }
      }
    }
  }

  private static int readAll(RunDirectory directory) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory.root())) {
      files = entries.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.readString(file);
      Files.readAllBytes(file);
    }
    return files.size();
  }
}
