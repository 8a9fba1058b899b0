package dev.understudy.benchmarks;

import dev.understudy.benchmarks.bare.BarePrimary;
import dev.understudy.benchmarks.bare.BareRelay;
import dev.understudy.benchmarks.bare.BareStandby;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bare processes of a rig, which end with it. Confined to one thread. */
final class BareProcesses implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  private final Jvm jvm;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private BareProcesses(Jvm jvm, Path folder) {
    this.jvm = jvm;
    this.folder = folder;
  }

  /** One that answers with what it gets: what two processes of a ping-pong need. */
  static BareProcesses echo(Jvm jvm, Path folder) throws IOException {
    BareProcesses bare = new BareProcesses(jvm, folder);
    bare.start(BareRelay.class, bare.socket());
    return bare;
  }

  /** One that forwards, and one that answers: with the caller, a chain of three. */
  static BareProcesses chain(Jvm jvm, Path folder) throws IOException {
    BareProcesses bare = new BareProcesses(jvm, folder);
    Path standby = folder.resolve("bare-standby.sock");
    bare.start(BareRelay.class, standby);
    bare.start(BareRelay.class, bare.socket(), standby);
    return bare;
  }

  /** The sketch of the path of an update. */
  static BareProcesses sketch(Jvm jvm, Path folder) throws IOException {
    BareProcesses bare = new BareProcesses(jvm, folder);
    Path standby = folder.resolve("bare-standby.sock");
    bare.start(BareStandby.class, standby);
    bare.start(BarePrimary.class, bare.socket(), standby, folder.resolve("bare.journal"));
    return bare;
  }

  /** Where callers connect. */
  Path socket() {
    return folder.resolve("bare.sock");
  }

  private void start(Class<?> main, Path... arguments) throws IOException {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    Path log = folder.resolve("bare-" + processes.size() + ".log");
    processes.add(jvm.start(log, main.getName(), texts));
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    try {
      for (Process process : processes) {
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
