package dev.understudy.runtime.launch;

import dev.understudy.runtime.api.ThisPair;
import dev.understudy.runtime.core.SparePatience;
import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.launch.children.ChildCommandLine;
import dev.understudy.runtime.launch.children.ChildProcesses;
import dev.understudy.runtime.launch.children.ChildTask;
import dev.understudy.runtime.launch.children.Signals;
import dev.understudy.runtime.launch.contact.GuardianContact;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.contact.PairMembers;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.PairNode;
import dev.understudy.runtime.node.TakeoverWarmUp;
import dev.understudy.runtime.node.standby.SpareNode;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a child process that is a standby, at once or after it was a spare. */
final class ChildStandby {

  private final ChildTask task;
  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final RenewableStandby standby;
  private final ChildProcesses children;
  private final TakeoverWarmUp warmUp;

  ChildStandby(
      ChildTask task,
      RunDirectory directory,
      List<String> launchArguments,
      ServerClass serverClass,
      Supplier<Standby> standby) {
    this.task = task;
    this.directory = directory;
    this.serverClass = serverClass;
    this.standby = new RenewableStandby(standby);
    this.children =
        ChildProcesses.of(
            task,
            serverClass,
            ChildCommandLine.ofThisProcess(directory, launchArguments),
            task.output());
    this.warmUp = new TakeoverWarmUp(directory);
  }

  /** Understudies the primary that has started this process. */
  int understudy() {
    return understudy(task.epoch(), task.parent());
  }

  /** Waits until a primary takes this process for its standby, warmed up as far as it can be. */
  int waitToUnderstudy() {
    warmUp.start();
    Optional<SpareNode.Taken> taken;
    try {
      taken =
          SpareNode.await(
              directory,
              serverClass,
              children.spares().fileOfThisProcess(task.output()),
              new Sight(directory, task.parent()));
    } catch (IOException e) {
      throw new RunDirectoryException(
          "no successor could find this spare, in %s: %s: remove what is there in its place"
              .formatted(directory.spareFile(), FileReason.of(e)),
          e);
    }
    if (taken.isEmpty()) {
      EventLog.event("nobody is left whose standby this spare could be: it leaves");
      return ExitCode.DONE;
    }
    return understudy(taken.get().epoch(), taken.get().primary());
  }

  private int understudy(long epoch, ProcessIdentity primary) {
    ThisPair.joined(PairContact.source(directory, serverClass));
    try (Fence fence = Fence.openExisting(directory)) {
      return PairNode.runStandby(
          directory,
          fence,
          standby,
          task.options(),
          children,
          epoch,
          primary,
          warmUp,
          node ->
              Signals.handle(
                      signal ->
                          node.stopOnSignal(
                              GuardianContact.reasonOf(directory, signal), ExitCode.FAILED))
                  .forEach(EventLog::event));
    }
  }

  /** What a spare sees of its pair. */
  private record Sight(RunDirectory directory, ProcessIdentity primary)
      implements SparePatience.Sight {

    @Override
    public boolean isPrimaryAlive() {
      return primary.isAlive();
    }

    @Override
    public boolean isAnyoneAlive() {
      try {
        return GuardianContact.find(directory).isPresent()
            || PairFile.read(directory).filter(pair -> !PairMembers.of(pair).isEmpty()).isPresent();
      } catch (RunDirectoryException e) {
        return true; // Who it names cannot be told.
      }
    }
  }
}
