package dev.understudy.runtime.launch;

import dev.understudy.Mode;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import java.util.List;
import java.util.Optional;

/** {@code start} as a guardian: makes this process a small one, and guards in it. */
final class GuardianStart {

  private final ServerClass serverClass;
  private final RunDirectory directory;
  private final NodeOptions options;
  private final List<String> launchArguments;
  private final Console console;

  /**
   * @param directory made already
   * @param launchArguments what {@code launch} received, all of it
   */
  GuardianStart(
      ServerClass serverClass,
      RunDirectory directory,
      NodeOptions options,
      List<String> launchArguments,
      Console console) {
    this.serverClass = serverClass;
    this.directory = directory;
    this.options = options;
    this.launchArguments = launchArguments;
    this.console = console;
  }

  int run() throws InterruptedException {
    JavaInvocation java = GuardianJvm.ofPrimaries(System.getProperties());
    if (java == null) {
      java = JavaInvocation.ofThisProcess();
      console.out().flush();
      console.err().flush();
      String problem = GuardianJvm.become(java, launchArguments);
      EventLog.event(
          "guardian: keeps the JVM that it was started with, and its memory: " + problem);
    }
    JavaInvocation user = java;
    claim(); // What is in its way, its user is to know before anything is started.
    Guardian guardian =
        new Guardian(
            directory,
            new PrimaryProcesses(directory, options, user, launchArguments),
            options.hangTimeout(),
            this::claim,
            () -> greeting(user).forEach(console.out()::println),
            new Judging(directory, options.hangTimeout(), serverClass.mode() == Mode.COLD));
    Signals.handle(guardian::stop).forEach(EventLog::event);
    try {
      return guardian.run();
    } finally {
      leave();
    }
  }

  // Given back at once: the primary is to have the fence.
  private void claim() {
    new Claim(directory, serverClass).take().close();
  }

  // The file may name the guardian of a pair that was there first.
  private void leave() {
    long self = ProcessHandle.current().pid();
    Optional<GuardianFile> named = GuardianFile.read(directory);
    if (named.isPresent() && named.get().pid() == self) {
      GuardianFile.delete(directory);
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
