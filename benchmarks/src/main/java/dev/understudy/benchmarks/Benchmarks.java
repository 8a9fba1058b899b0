package dev.understudy.benchmarks;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/**
 * The command line of the rigs. The main thread runs one; a signal interrupts that thread, which
 * then ends the processes that it started and removes its folder.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar all --json figures.json
 * </pre>
 */
@CommandLine.Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures a pair, each time beside its limit in the same run.")
public final class Benchmarks {

  private static final int BROKEN_OFF = 130;
  private static final long PATIENCE_SECONDS = 90;

  private Benchmarks() {}

  /** Runs a rig. */
  public static void main(String[] arguments) {
    CountDownLatch over = new CountDownLatch(1);
    Thread rig = Thread.currentThread();
    AtomicBoolean broken = new AtomicBoolean();
    Thread hook =
        new Thread(
            () -> {
              broken.set(true);
              breakOff(rig, over);
            },
            "break off");
    Runtime.getRuntime().addShutdownHook(hook);
    int exitCode =
        commandLine(System.out)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (broken.get()) {
                    System.err.println("The rig was broken off, and its processes are ended.");
                    return BROKEN_OFF;
                  }
                  throw failure;
                })
            .execute(arguments);
    over.countDown();
    System.exit(exitCode);
  }

  /** The command line, for one execution. */
  static CommandLine commandLine(PrintStream out) {
    return new CommandLine(new Benchmarks())
        .addSubcommand(new FailoverRig(out))
        .addSubcommand(new RoundTripRig(out))
        .addSubcommand(new ThroughputRig(out))
        .addSubcommand(new WholeAgainRig(out))
        .addSubcommand(new CodecRig(out))
        .addSubcommand(new RecoveryRig(out))
        .addSubcommand(new AtRestRig(out))
        .addSubcommand(new AllRigs(out))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  // After an execution there is nothing to interrupt.
  private static void breakOff(Thread rig, CountDownLatch over) {
    if (over.getCount() > 0) {
      rig.interrupt();
    }
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The rig does not end; its processes may still run.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
