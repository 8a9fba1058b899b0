package dev.understudy.torture;

import dev.understudy.runtime.text.JsonWriter;
import dev.understudy.torture.attic.AtticMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Kills, stops and hurries the processes of a pair while clients call it, and accounts for every
 * call. It ends with 0 only if nothing was lost or doubled, every answer was right, and every
 * history is linearizable. A signal ends the rig, its processes and its folder.
 *
 * <pre>
 * java -jar torture/target/torture.jar --kills 1000
 * </pre>
 */
@CommandLine.Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Kills, stops and hurries the processes of a pair, and accounts for every call.")
public final class Torture implements Callable<Integer> {

  private static final int BROKEN_OFF = 130;
  private static final long PATIENCE_SECONDS = 60;

  @Option(names = "--kills", description = "How many processes of each pair to kill.")
  private int kills = 100;

  @Option(names = "--minutes", description = "When to end before that: minutes for each mode.")
  private int minutes = 60;

  @Option(names = "--clients", description = "How many clients.")
  private int clients = 6;

  @Option(names = "--pause", description = "Milliseconds between two calls of a client.")
  private int pauseMillis = 4;

  @Option(
      names = "--seed",
      description =
          "Of all that is drawn: the calls, and what is done to the pair. Else the clock's.")
  private @Nullable Long seed;

  @Option(
      names = "--mode",
      description = "hot-server, hot-client, warm, warm-client, cold, or all in turn.")
  private String mode = "hot-server";

  @Option(names = "--json", paramLabel = "FILE", description = "A file for all figures.")
  private @Nullable Path json;

  @Option(names = "--trace", description = "Prints each fault.")
  private boolean trace;

  @Option(
      names = "--keep",
      description = "Keeps the folder of a run that failed, with the journal and the logs.")
  private boolean keep;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final PrintStream out;

  Torture(PrintStream out) {
    this.out = out;
  }

  /** Runs the rig. */
  public static void main(String[] arguments) {
    CountDownLatch over = new CountDownLatch(1);
    Thread rig = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> breakOff(rig, over), "break-off"));
    int exitCode = commandLine(System.out).execute(arguments);
    over.countDown();
    System.exit(exitCode);
  }

  /** The command line, for one execution. */
  static CommandLine commandLine(PrintStream out) {
    return new CommandLine(new Torture(out));
  }

  // The rig ends what it has started itself, since only it knows when it starts nothing more.
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

  @Override
  public Integer call() throws IOException {
    long first = seed == null ? System.nanoTime() : seed;
    List<Account> accounts = new ArrayList<>();
    try {
      for (AtticMode each : modes()) {
        out.printf(Locale.ROOT, "%s, seed %d%n", each.title(), first);
        RunOptions options =
            new RunOptions(each, first, kills, minutes, clients, pauseMillis, trace, keep);
        Account account = TortureRun.perform(options, out);
        accounts.add(account);
        account.print(out);
      }
    } catch (InterruptedException e) {
      out.println("The rig was broken off, and its processes are ended.");
      return BROKEN_OFF;
    }
    if (json != null) {
      JsonWriter writer = new JsonWriter().beginArray();
      accounts.forEach(account -> account.write(writer));
      Files.writeString(json, writer.endArray() + "\n");
    }
    return accounts.stream().allMatch(Account::isClean) ? 0 : 1;
  }

  private List<AtticMode> modes() {
    if (mode.equals("all")) {
      return List.of(AtticMode.values());
    }
    for (AtticMode each : AtticMode.values()) {
      if (each.title().equals(mode)) {
        return List.of(each);
      }
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(), "There is no mode '" + mode + "': see --help.");
  }
}
