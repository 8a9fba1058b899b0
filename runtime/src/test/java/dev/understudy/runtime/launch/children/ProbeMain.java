package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.launch.Launcher;
import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Standby;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A generated launcher's main, whose standby, once asked for, tells what it sees of its process and
 * ends it as its last argument says.
 */
public final class ProbeMain {

  private ProbeMain() {}

  public static void main(String[] args) {
    Launcher.launch(args, TestService.CLASS, () -> probe(args));
  }

  private static Standby probe(String[] args) {
    try {
      String line = Files.readString(Path.of("/proc/self/stat"));
      String[] stat = line.substring(line.indexOf(") ") + 2).split(" ", -1);
      System.out.println("leads=" + stat[3].equals(Long.toString(ProcessHandle.current().pid())));
      System.out.println("nice=" + stat[16]);
      System.out.println("stdin=" + System.in.read());
      System.out.println("args=" + List.of(args));
      System.out.println("tool=" + System.getenv("JAVA_TOOL_OPTIONS"));
      System.out.println("home=" + System.getenv("HOME"));
      System.out.println("property=" + System.getProperty("probe"));
      System.out.println("kind=" + System.getProperty("understudy.child.kind"));
      System.err.println("error=here");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EventLog.event("probed");
    switch (args[args.length - 1]) {
      case "exit" -> System.exit(0);
      case "fail" -> {
        return faulty();
      }
      case "hang" -> hang();
      case "load" -> {
        StandbyClasses.load();
        System.exit(0);
      }
      case "print" -> print(Path.of(args[args.length - 2]));
      default -> throw new IllegalArgumentException(String.join(" ", args));
    }
    throw new AssertionError("not reached");
  }

  /** Generated code that fails, which is our fault. */
  private static Standby faulty() {
    return (Standby)
        Proxy.newProxyInstance(
            ProbeMain.class.getClassLoader(),
            new Class<?>[] {Standby.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("as asked");
            });
  }

  /** Prints numbered lines until a file is there, and a few more. */
  private static void print(Path until) {
    int left = 50;
    for (int i = 0; left > 0; i++) {
      (i % 2 == 0 ? System.out : System.err).println("line " + i);
      if (Files.exists(until)) {
        left--;
      }
      LockSupport.parkNanos(1_000_000);
    }
    System.exit(0);
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
