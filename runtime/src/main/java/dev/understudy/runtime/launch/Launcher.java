package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildTask;
import dev.understudy.runtime.launch.cli.CommandLineRun;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.launch.report.FaultReport;
import dev.understudy.runtime.launch.report.UserMessages;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The entry of a generated launcher's {@code main}, and of a user's own main that calls it. */
public final class Launcher {

  private Launcher() {}

  /**
   * Does what a command line asks for; in a process that a primary has started, what that process
   * was started for.
   *
   * <p>Returns only when the command was done, and is one that needs no server object: {@code
   * status}, {@code switchover}, {@code stop}, {@code drill}, {@code --help}. Otherwise it ends the
   * process with {@link System#exit}: with 0 after a backup, a restore, and a pair that was stopped
   * in order; with 1 to 4 when a command failed. A user's own main must therefore not count on
   * anything behind it, and must hand over the arguments that it got, or make the same of them
   * every time: a standby is started with the same ones.
   *
   * @param args the command line: {@code [start|status|switchover|stop|drill|backup|restore]
   *     [options] [FILE] [-- arguments]}
   * @param serverClass what the compiler knows of the server class
   * @param standby makes the part of this process in the pair, with a new server object: called in
   *     every process that serves or stands by, and again to read back what was saved; not at all
   *     by commands that need none. Each call makes another server object
   */
  public static void launch(String[] args, ServerClass serverClass, Supplier<Standby> standby) {
    EventLog.silenceMissingProvider();
    Optional<ChildTask> task = ChildTask.take(System.getProperties());
    if (task.isPresent()) {
      System.exit(runChild(task.get(), List.of(args), serverClass, standby));
    }
    CommandLineRun run = new CommandLineRun(serverClass, standby, System.getenv());
    int exitCode = run.run(List.of(args), new Console(System.out, System.err));
    if (exitCode != ExitCode.DONE || run.hasServerObject()) {
      System.exit(exitCode);
    }
  }

  private static int runChild(
      ChildTask task, List<String> args, ServerClass serverClass, Supplier<Standby> standby) {
    try {
      return ChildMain.run(task, args, serverClass, standby);
    } catch (RuntimeException e) {
      RunDirectory directory = RunDirectory.of(task.directory());
      EventLog.event(UserMessages.message(e).orElseGet(() -> FaultReport.write(e, directory)));
      return ExitCode.FAILED;
    } catch (Error e) {
      RunDirectory directory = RunDirectory.of(task.directory());
      EventLog.event(UserMessages.message(e).orElseGet(() -> FaultReport.write(e, directory)));
      return ExitCode.FAILED;
    }
  }
}
