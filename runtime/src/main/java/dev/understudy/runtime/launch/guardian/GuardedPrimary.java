package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.ThisPair;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildCommandLine;
import dev.understudy.runtime.launch.children.ChildProcesses;
import dev.understudy.runtime.launch.children.ChildTask;
import dev.understudy.runtime.launch.children.Memory;
import dev.understudy.runtime.launch.children.Signals;
import dev.understudy.runtime.launch.contact.DirectoryLock;
import dev.understudy.runtime.launch.contact.GuardianContact;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.report.RefusedStart;
import dev.understudy.runtime.launch.report.UserMessages;
import dev.understudy.runtime.node.PairNode;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a primary that a guardian has started, and tells the guardian how it ended. */
public final class GuardedPrimary {

  /**
   * The pair was ended in order. Not 0, which is what a {@code System.exit(0)} of the user's code
   * gives: that is a death.
   */
  static final int ENDED_IN_ORDER = 80;

  /** It cannot serve as things are, and has said why. */
  static final int REFUSED = 81;

  /** Another process has the fence. */
  static final int ALREADY_SERVED = 82;

  /** It has handed over to its standby: the pair goes on. */
  static final int HANDED_OVER = 83;

  /** A signal has asked it to end before it served. */
  static final int ENDED_UNSERVED = 84;

  private GuardedPrimary() {}

  /**
   * Recovers and serves, until the orderly end.
   *
   * @return one of the numbers above, for the guardian
   */
  public static int run(
      ChildTask task,
      RunDirectory directory,
      List<String> launchArguments,
      ServerClass serverClass,
      Supplier<Standby> standby) {
    List<Obituary> deaths = DeathNotices.take(System.getProperties());
    try (Fence fence = Fence.open(directory)) {
      if (!new DirectoryLock(directory, serverClass).tryTake(fence)) {
        return ALREADY_SERVED;
      }
      Memory.tell(serverClass, task.options());
      new GuardianFile(task.parent().pid(), task.parent().startTicks()).write(directory);
      ChildProcesses children =
          ChildProcesses.of(
              task, serverClass, ChildCommandLine.ofThisProcess(directory, launchArguments), null);
      ThisPair.joined(PairContact.source(directory, serverClass));
      PairNode.End end =
          RefusedStart.noted(
              directory,
              serves ->
                  PairNode.runPrimary(
                      directory,
                      fence,
                      standby,
                      task.options(),
                      children,
                      deaths,
                      node ->
                          Signals.handle(
                                  signal ->
                                      node.stopOnSignal(
                                          GuardianContact.reasonOf(directory, signal),
                                          ENDED_UNSERVED))
                              .forEach(EventLog::event),
                      serves));
      return end == PairNode.End.OF_THE_PAIR ? ENDED_IN_ORDER : HANDED_OVER;
    } catch (RuntimeException | LinkageError e) {
      Optional<String> refusal = UserMessages.message(e);
      if (refusal.isEmpty()) {
        throw e;
      }
      System.err.println(refusal.get());
      return REFUSED;
    }
  }
}
