package dev.understudy.runtime.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds the command line of a child process: started as this process was. Without state.
 *
 * @param java how this process was started
 * @param programArguments what {@code launch} received
 * @param hasJnaModule whether JNA is a module of its own here
 */
record StandbyCommand(JavaInvocation java, List<String> programArguments, boolean hasJnaModule) {

  private static final int FIRST_WITH_NATIVE_ACCESS = 22;

  StandbyCommand {
    programArguments = List.copyOf(programArguments);
  }

  /**
   * The whole command.
   *
   * @param task what the child is for
   * @param archiveFlags flags that read or write an archive of class data
   */
  List<String> of(ChildTask task, List<String> archiveFlags) {
    List<String> command = new ArrayList<>();
    command.add(java.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(ownFlags());
    command.addAll(archiveFlags);
    command.addAll(sharedFlags());
    command.addAll(task.toFlags());
    command.addAll(java.mainArguments());
    command.addAll(programArguments);
    return command;
  }

  /** The flags of this JVM that a child has as well. */
  List<String> sharedFlags() {
    List<String> added = new ArrayList<>(ownFlags());
    added.addAll(ClassArchive.quietFlags(java.feature()));
    return SharedFlags.of(java.flags(), added);
  }

  /** Flags without which each child's output would begin with a warning about JNA. */
  List<String> ownFlags() {
    if (java.feature() < FIRST_WITH_NATIVE_ACCESS) {
      return List.of();
    }
    return List.of("--enable-native-access=ALL-UNNAMED" + (hasJnaModule ? ",com.sun.jna" : ""));
  }
}
