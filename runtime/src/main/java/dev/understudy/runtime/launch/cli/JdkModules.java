package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a process that serves needs of the JDK beyond its base. As a module we say so ourselves; on
 * a class path nobody does, and a runtime that was cut to size may lack it. Without state.
 */
final class JdkModules {

  // JNA logs; flags are read from management beans; a peer's user and signals are the JDK's own.
  private static final List<String> NEEDED =
      List.of("java.logging", "java.management", "jdk.management", "jdk.net", "jdk.unsupported");

  private JdkModules() {}

  /** Refuses to start where one is missing: it would be missed when it is too late. */
  static void check() {
    check(name -> ModuleLayer.boot().findModule(name).isPresent());
  }

  static void check(Predicate<String> isThere) {
    List<String> missing = NEEDED.stream().filter(isThere.negate()).toList();
    if (!missing.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED,
          "This Java runtime lacks %s, which a pair needs: add --add-modules %s to the java command,"
                  .formatted(String.join(" and ", missing), String.join(",", missing))
              + " or to that of jlink.");
    }
  }
}
