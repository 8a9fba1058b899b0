package dev.understudy.runtime.launch.guardian;

import dev.understudy.Mode;
import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StopRequest;
import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.children.Signals;
import dev.understudy.runtime.launch.contact.DirectoryLock;
import dev.understudy.runtime.launch.contact.GuardianContact;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.text.ShellText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code start} as a guardian: makes this process a small one, and guards in it. */
public final class GuardianStart {

  private final ServerClass serverClass;
  private final RunDirectory directory;
  private final NodeOptions options;
  private final List<String> launchArguments;
  private final long logLimitBytes;
  private final Console console;

  /**
   * @param directory made already
   * @param launchArguments what {@code launch} received, all of it
   * @param logLimitBytes how much the files of the processes' output may take
   */
  public GuardianStart(
      ServerClass serverClass,
      RunDirectory directory,
      NodeOptions options,
      List<String> launchArguments,
      long logLimitBytes,
      Console console) {
    this.serverClass = serverClass;
    this.directory = directory;
    this.options = options;
    this.launchArguments = launchArguments;
    this.logLimitBytes = logLimitBytes;
    this.console = console;
  }

  public int run() throws InterruptedException {
    JavaInvocation java = GuardianJvm.ofPrimaries(System.getProperties());
    deleteArguments(directory.guardianArguments()); // If this is the small JVM, it has read them.
    if (java == null) {
      java = JavaInvocation.ofThisProcess();
      console.out().flush();
      console.err().flush();
      EventLog.flush();
      String problem = GuardianJvm.become(java, directory, launchArguments);
      EventLog.event(
          "guardian: keeps the JVM that it was started with, and its memory: " + problem);
    }
    JavaInvocation user = java;
    claimToGuard(); // What is in its way, its user is to know before anything is started.
    Guardian guardian =
        new Guardian(
            directory,
            new PrimaryProcesses(directory, options, user, launchArguments, logLimitBytes),
            options.hangTimeout(),
            this::claim,
            () -> EventLog.print(() -> greeting(user).forEach(console.out()::println)),
            new HangDetection(directory, options.hangTimeout(), serverClass.mode() == Mode.COLD));
    Signals.handle(guardian::stop).forEach(EventLog::event);
    try {
      return guardian.run();
    } finally {
      leave();
    }
  }

  // It can be found, and stopped, before its first primary serves. While somebody has the fence,
  // nobody else does the same.
  private void claimToGuard() {
    Fence fence = new DirectoryLock(directory, serverClass).take();
    try {
      ProcessIdentity self = Processes.self();
      GuardianContact.requireNoneBut(self, directory);
      StopRequest.delete(directory); // One that a former guardian did not live to meet.
      new GuardianFile(self.pid(), self.startTicks()).write(directory);
    } finally {
      fence.close();
    }
  }

  // Given back at once: the primary is to have the fence.
  private void claim() {
    new DirectoryLock(directory, serverClass).take().close();
  }

  // The file may name the guardian of a pair that was there first.
  private void leave() {
    long self = ProcessHandle.current().pid();
    Optional<GuardianFile> named = GuardianFile.read(directory);
    if (named.isPresent() && named.get().pid() == self) {
      GuardianFile.delete(directory);
      StopRequest.delete(directory);
      deleteArguments(directory.primaryArguments());
    }
  }

  private static void deleteArguments(Path file) {
    try {
      ArgumentFile.delete(file);
    } catch (IOException e) {
      EventLog.event("guardian: " + file + " is left behind", e);
    }
  }

  private List<String> greeting(JavaInvocation java) {
    String who =
        serverClass.simpleName()
            + " is served in "
            + directory
            + ", guarded by process "
            + ProcessHandle.current().pid()
            + ".";
    boolean cold = serverClass.mode() == Mode.COLD || options.alone();
    return List.of(
        who,
        cold
            ? "When its primary dies, the next one is started from disk."
            : "When its primary dies, its standby takes over; when both die, they are started anew.",
        "To end it, press Ctrl-C, or run at any time:",
        "  " + ShellText.of(java.byHand(), List.of("stop", "--dir", directory.toString())));
  }
}
