package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.directory.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Builds the command line of a child process: started as this process was. What may hold secrets,
 * or be long, goes into a file of arguments; what differs between children is on the command line.
 * Without state.
 *
 * @param java how this process was started
 * @param programArguments what {@code launch} received
 * @param hasJnaModule whether JNA is a module of its own here
 * @param directory the pair's
 */
public record ChildCommandLine(
    JavaInvocation java,
    List<String> programArguments,
    boolean hasJnaModule,
    RunDirectory directory) {

  private static final int FIRST_WITH_NATIVE_ACCESS = 22;
  private static final String LAUNCHER = ChildTask.FLAG_PREFIX + "launcher=";
  private static final String CRASH_LOG = "-XX:ErrorFile=";

  public ChildCommandLine {
    programArguments = List.copyOf(programArguments);
  }

  /**
   * How the children of this process are started.
   *
   * @param launchArguments what {@code launch} received
   */
  public static ChildCommandLine ofThisProcess(
      RunDirectory directory, List<String> launchArguments) {
    return new ChildCommandLine(
        JavaInvocation.ofThisProcess(), launchArguments, JavaInvocation.hasJnaModule(), directory);
  }

  /**
   * The command line.
   *
   * @param task what the child is for
   * @param archiveFlags flags that read or write an archive of class data
   * @param argumentFile the argument that names the file with all the rest
   */
  public List<String> of(ChildTask task, List<String> archiveFlags, String argumentFile) {
    List<String> command = new ArrayList<>();
    command.add(java.command().toString());
    command.addAll(archiveFlags);
    command.add(LAUNCHER + java.mainName()); // For people who look for it with ps, or pgrep -f.
    command.addAll(task.toFlags());
    command.add(argumentFile);
    return command;
  }

  /**
   * What is in that file: the same for all children of the pair.
   *
   * @param serverArguments the arguments of the server class
   * @param isShared whether a child is to have a flag of this JVM, of those that it can have
   */
  List<String> arguments(List<String> serverArguments, Predicate<String> isShared) {
    List<String> arguments = new ArrayList<>(ownFlags());
    sharedFlags().stream().filter(isShared).forEach(arguments::add);
    arguments.add(ChildTask.argumentsFlag(serverArguments));
    arguments.addAll(java.mainArguments());
    arguments.addAll(programArguments);
    return arguments;
  }

  /** The flags of this JVM that a child has as well. */
  public List<String> sharedFlags() {
    List<String> added = new ArrayList<>(ownFlags());
    added.add(crashLog());
    added.addAll(ClassArchive.quietFlags(java.feature()));
    return SharedFlags.of(java.flags(), added);
  }

  /** The flags that each child gets from us. */
  public List<String> ownFlags() {
    List<String> flags = new ArrayList<>();
    if (java.feature() >= FIRST_WITH_NATIVE_ACCESS) {
      // Else each child's output would begin with a warning about JNA.
      flags.add("--enable-native-access=ALL-UNNAMED" + (hasJnaModule ? ",com.sun.jna" : ""));
    }
    boolean usersOwn =
        java.flags().stream()
            .anyMatch(flag -> flag.startsWith(CRASH_LOG) && !flag.equals(crashLog()));
    if (!usersOwn) {
      flags.add(crashLog());
    }
    return flags;
  }

  private String crashLog() {
    return CRASH_LOG + directory.logDirectory().resolve("hs_err_pid%p.log");
  }
}
