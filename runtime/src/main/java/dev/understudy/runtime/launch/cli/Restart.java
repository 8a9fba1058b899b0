package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a second process can be started as this one was. Where it is known that it cannot, the
 * user is told before anything serves: a pair would wait for its standby for ever. Without state.
 */
final class Restart {

  /** What starts a program within its own JVM; a second one would start the same once more. */
  private static final Map<String, String> STARTERS =
      Map.of(
          "com.sun.tools.javac.launcher.", "Java's source launcher (java File.java)",
          "jdk.jshell.", "jshell",
          "org.codehaus.plexus.classworlds.launcher.", "Maven (exec:java; exec:exec makes a JVM)",
          "org.apache.maven.surefire.", "Maven's test runner",
          "worker.org.gradle.", "a worker of Gradle");

  private Restart() {}

  /**
   * Refuses to start what could have no standby.
   *
   * @throws CommandException when that is known
   */
  static void require(JavaInvocation java) {
    problem(java)
        .ifPresent(
            problem -> {
              throw new CommandException(
                  ExitCode.FAILED,
                  "No standby could be started: " + problem + ", or start with --alone.");
            });
  }

  static Optional<String> problem(JavaInvocation java) {
    if (!Files.isExecutable(java.command())) {
      return Optional.of(
          "there is no java command "
              + java.command()
              + ", from which this process was started. Use a Java runtime that has one");
    }
    String main =
        java.main() instanceof JavaInvocation.Main.OfClass type
            ? type.name()
            : java.main() instanceof JavaInvocation.Main.OfModule module
                ? String.valueOf(module.name())
                : "";
    return STARTERS.entrySet().stream()
        .filter(starter -> main.startsWith(starter.getKey()))
        .map(
            starter ->
                "this JVM runs "
                    + starter.getValue()
                    + ", and the launcher within it. Start the compiled launcher with 'java -cp'")
        .findFirst();
  }
}
