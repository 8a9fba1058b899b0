package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildTask;
import dev.understudy.runtime.launch.children.ClassArchive;
import dev.understudy.runtime.launch.children.LogFiles;
import dev.understudy.runtime.launch.children.OutOfMemoryScore;
import dev.understudy.runtime.launch.children.OwnOutput;
import dev.understudy.runtime.launch.children.StandbyClasses;
import dev.understudy.runtime.launch.guardian.GuardedPrimary;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.state.SnapshotMaking;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Natives;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.util.List;
import java.util.function.Supplier;

/** Runs a process that a primary or a guardian has started: nobody is at its keyboard. */
final class ChildMain {

  private static final int LEAST_PRIORITY = 19;

  private ChildMain() {}

  /**
   * Does what this process was started for.
   *
   * @return its exit code
   */
  static int run(
      ChildTask task,
      List<String> launchArguments,
      ServerClass serverClass,
      Supplier<Standby> standby) {
    // First of all: until then, a Ctrl-C at the primary's terminal ends this process too.
    if (!Natives.setsid()) {
      EventLog.event("This process shares the primary's session: a Ctrl-C there ends it too.");
    }
    if (!task.parent().isAlive()) {
      EventLog.event(
          (task.kind() == ChildTask.Kind.PRIMARY ? "The guardian" : "The primary")
              + " that started this process, "
              + task.parent().pid()
              + ", is gone: leaving.");
      return ExitCode.FAILED;
    }
    RunDirectory directory = RunDirectory.of(task.directory());
    return switch (task.kind()) {
      case PRIMARY -> GuardedPrimary.run(task, directory, launchArguments, serverClass, standby);
      case STANDBY, SPARE -> {
        OutOfMemoryScore.goFirst();
        OwnOutput.keepSmall(task.output(), LogFiles.shareBytes(task.logLimitBytes()));
        ChildStandby child =
            new ChildStandby(task, directory, launchArguments, serverClass, standby);
        yield task.kind() == ChildTask.Kind.SPARE ? child.waitToUnderstudy() : child.understudy();
      }
      case SNAPSHOTTER -> {
        OutOfMemoryScore.goFirst();
        Natives.lowerPriority(LEAST_PRIORITY);
        SnapshotMaking.makeFromJournal(directory, standby);
        if (ClassArchive.isMadeByThisProcess()) {
          StandbyClasses.load();
        }
        yield ExitCode.DONE;
      }
    };
  }
}
