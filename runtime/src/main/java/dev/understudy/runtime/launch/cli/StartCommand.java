package dev.understudy.runtime.launch.cli;

import dev.understudy.Mode;
import dev.understudy.runtime.api.ThisPair;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildCommandLine;
import dev.understudy.runtime.launch.children.ChildProcesses;
import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.children.Memory;
import dev.understudy.runtime.launch.children.Signals;
import dev.understudy.runtime.launch.contact.DirectoryLock;
import dev.understudy.runtime.launch.contact.GuardianContact;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.guardian.GuardianStart;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.launch.report.RefusedStart;
import dev.understudy.runtime.node.PairNode;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.text.ShellText;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code start}: becomes the primary of a directory, in the foreground. */
@CommandLine.Command(
    name = "start",
    description = "Serves, with a standby beside it, until it is stopped; the default command.",
    footer = {"", "What follows -- are the arguments of the server class."})
final class StartCommand extends Command {

  private final Supplier<Standby> standby;
  private final List<String> launchArguments;
  private final List<String> serverArguments;

  @Option(names = "--alone", description = "Makes no standby, for debugging.")
  private boolean alone;

  @Option(
      names = "--guard",
      description =
          "Stays as a small guardian that starts the pair, and again should all of it die."
              + " Always so in mode COLD, and as process 1 of a container.")
  private boolean guard;

  @Option(
      names = "--hang-timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = HangTimeoutConverter.class,
      description = "How long a process may be stuck before it is killed: 500ms, 5s, 2m; 0: never.")
  private Duration hangTimeout = Duration.ZERO;

  @Option(
      names = "--log-limit",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      description = "How much the files in logs may take; the oldest go.")
  private long logLimitBytes;

  @Option(
      names = "--session-grace",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long a client may be away before its session ends.")
  private Duration sessionGrace = Duration.ZERO;

  @Option(
      names = "--snapshot-every",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      description = "How much the journal grows between two snapshots.")
  private long snapshotEveryBytes;

  @Option(
      names = "--spare",
      description =
          "Keeps one more process in reserve, so that there is another standby at once after a"
              + " death.")
  private boolean spare;

  @Option(
      names = "--sync",
      paramLabel = "none|always",
      defaultValue = "none",
      description = "always: no acknowledged update is lost with the power either.")
  private SyncMode sync = SyncMode.NONE;

  /**
   * @param launchArguments what {@code launch} received, all of it
   * @param serverArguments what followed {@code --}
   */
  StartCommand(
      ServerClass serverClass,
      Supplier<Standby> standby,
      List<String> launchArguments,
      List<String> serverArguments,
      Console console) {
    super(serverClass, console);
    this.standby = standby;
    this.launchArguments = List.copyOf(launchArguments);
    this.serverArguments = List.copyOf(serverArguments);
  }

  /** The settings, as the command line has them. */
  NodeOptions options() {
    return new NodeOptions(
        hangTimeout,
        sessionGrace,
        snapshotEveryBytes,
        sync == SyncMode.ALWAYS,
        alone,
        spare,
        serverArguments);
  }

  @Override
  int run() throws InterruptedException {
    JdkModules.check();
    requireStandbyForSpare();
    RunDirectory dir = directory();
    if (!alone) {
      Restart.require(JavaInvocation.ofThisProcess());
    }
    dir.create();
    if (isGuarded()) {
      return new GuardianStart(serverClass, dir, options(), launchArguments, logLimitBytes, console)
          .run();
    }
    Memory.tell(serverClass, options());
    try (Fence fence = new DirectoryLock(dir, serverClass).take()) {
      GuardianContact.requireNoneBut(Processes.self(), dir); // It may be in a pause.
      GuardianFile.delete(dir); // One of a former start.
      JavaInvocation java = JavaInvocation.ofThisProcess();
      NodeOptions options = options();
      ChildCommandLine command = ChildCommandLine.ofThisProcess(dir, launchArguments);
      ChildProcesses children =
          new ChildProcesses(dir, options, serverClass, command, logLimitBytes, null, "");
      ThisPair.joined(PairContact.source(dir, serverClass));
      RefusedStart.noted(
          dir,
          serves ->
              PairNode.runPrimary(
                  dir,
                  fence,
                  standby,
                  options,
                  children,
                  node ->
                      Signals.handle(signal -> node.stopOnSignal(signal, ExitCode.FAILED))
                          .forEach(EventLog::event),
                  () -> {
                    serves.run();
                    greet(greeting(dir, java, ProcessHandle.current().pid()));
                  }));
      return ExitCode.DONE;
    }
  }

  private void requireStandbyForSpare() {
    if (spare && (alone || serverClass.mode() == Mode.COLD)) {
      String where = alone ? "with --alone" : "in mode COLD";
      throw new CommandException(
          ExitCode.USAGE,
          UsageErrors.text(
              "--spare is of no use " + where + ": there is no standby to replace. Leave it out.",
              "start"));
    }
  }

  // With --alone, somebody wants one process, and to see it die.
  private boolean isGuarded() {
    return guard
        || ProcessHandle.current().pid() == 1
        || (serverClass.mode() == Mode.COLD && !alone);
  }

  // By the writer, which waits for no terminal.
  private void greet(List<String> lines) {
    EventLog.print(() -> lines.forEach(console.out()::println));
  }

  /** What a person is told before anything can happen to this process. */
  List<String> greeting(RunDirectory dir, JavaInvocation java, long pid) {
    String serves = serverClass.simpleName() + " is served by process " + pid + " in " + dir + ".";
    String stop = "  " + ShellText.of(java.byHand(), List.of("stop", "--dir", dir.toString()));
    if (alone) {
      return List.of(
          serves,
          "It is alone (--alone): when it dies, nothing serves until the next start."
              + " To end it in order, press Ctrl-C, or run:",
          stop);
    }
    return List.of(
        serves,
        "When this process dies, this command ends, but the pair lives on: its standby takes over.",
        "To end both, press Ctrl-C while this process lives, or run at any time:",
        stop);
  }
}
