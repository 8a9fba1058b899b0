package dev.understudy.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the processes of a rig are started.
 *
 * @param heapMib the heap, touched from the start, so that the kernel has it all to free
 * @param flags more flags
 */
record Jvm(int heapMib, List<String> flags) {

  Jvm(int heapMib) {
    this(heapMib, List.of());
  }

  /** Starts a class of this module. */
  Process start(Path log, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + heapMib + "m");
    command.add("-Xmx" + heapMib + "m");
    command.add("-XX:+AlwaysPreTouch");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    File output = log.toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }
}
