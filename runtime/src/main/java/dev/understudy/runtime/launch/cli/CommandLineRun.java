package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.launch.report.FaultReport;
import dev.understudy.runtime.launch.report.UserMessages;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One run of the command line, without the end of the process. Confined to one thread. */
public final class CommandLineRun {

  private static final String END_OF_OPTIONS = "--";

  private final ServerClass serverClass;
  private final Supplier<Standby> standby;
  private final Map<String, String> environment;

  private boolean hasServerObject;

  /**
   * @param environment the environment variables
   */
  public CommandLineRun(
      ServerClass serverClass, Supplier<Standby> standby, Map<String, String> environment) {
    this.serverClass = serverClass;
    this.standby = standby;
    this.environment = environment;
  }

  /** Whether this process has made a server object: threads of it may be left. */
  public boolean hasServerObject() {
    return hasServerObject;
  }

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  public int run(List<String> args, Console console) {
    try {
      return parseAndRun(args, console);
    } catch (RuntimeException
        | Error e) { // Before picocli runs it; and picocli lets Errors through.
      return told(e, console);
    }
  }

  private static int told(Throwable e, Console console) {
    if (e instanceof CommandException command) {
      console.err().println(e.getMessage());
      return command.exitCode();
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      console.err().println("Interrupted.");
      return ExitCode.FAILED;
    }
    console.err().println(UserMessages.message(e).orElseGet(() -> FaultReport.write(e, null)));
    return ExitCode.FAILED;
  }

  private int parseAndRun(List<String> args, Console console) {
    int end = args.indexOf(END_OF_OPTIONS);
    List<String> own = end < 0 ? args : args.subList(0, end);
    List<String> serverArguments = end < 0 ? List.of() : args.subList(end + 1, args.size());
    Map<String, Command> commands = commands(args, serverArguments, console);
    List<String> words = withCommand(own, commands);
    String chosen = words.get(0);
    if (end >= 0 && commands.containsKey(chosen) && !chosen.equals("start")) {
      throw new CommandException(
          ExitCode.USAGE, UsageErrors.text("Only 'start' takes arguments after --.", chosen));
    }
    return commandLine(commands)
        .setOut(new PrintWriter(console.out(), true, Charset.defaultCharset()))
        .setParameterExceptionHandler(
            (e, ignored) -> {
              console.err().println(UsageErrors.describe(e, own));
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler((e, command, parsed) -> told(e, console))
        .setExecutionStrategy(this::execute)
        .execute(words.toArray(String[]::new));
  }

  private int execute(ParseResult parsed) {
    Object command = parsed.hasSubcommand() ? parsed.subcommand().commandSpec().userObject() : null;
    hasServerObject =
        command instanceof StartCommand
            || command instanceof BackupCommand
            || command instanceof RestoreCommand;
    return new CommandLine.RunLast().execute(parsed);
  }

  Map<String, Command> commands(List<String> args, List<String> serverArguments, Console console) {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("start", new StartCommand(serverClass, standby, args, serverArguments, console));
    commands.put("status", new StatusCommand(serverClass, console));
    commands.put("stop", new StopCommand(serverClass, console));
    commands.put("switchover", new SwitchoverCommand(serverClass, console));
    commands.put("drill", new DrillCommand(serverClass, console));
    commands.put("backup", new BackupCommand(serverClass, standby, console));
    commands.put("restore", new RestoreCommand(serverClass, standby, console));
    return commands;
  }

  CommandLine commandLine(Map<String, Command> commands) {
    CommandLine commandLine = new CommandLine(new RootCommand());
    commandLine.setCommandName(serverClass.simpleName() + "Launcher");
    commands.forEach(commandLine::addSubcommand);
    addStandardOptions(commandLine);
    commandLine.getSubcommands().values().forEach(this::addStandardOptions);
    commandLine.setExpandAtFiles(false);
    commandLine.registerConverter(Duration.class, new DurationConverter());
    commandLine.registerConverter(long.class, new ByteCountConverter());
    commandLine.registerConverter(SyncMode.class, new SyncMode.Converter());
    commandLine.registerConverter(boolean.class, new FlagConverter());
    commandLine.setDefaultValueProvider(argument -> UsageErrors.variable(argument, environment));
    return commandLine;
  }

  private void addStandardOptions(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .versionProvider(() -> new String[] {Versions.text(serverClass.simpleName())})
        .addOption(
            OptionSpec.builder("--help")
                .usageHelp(true)
                .description("Explains this command.")
                .build())
        .addOption(
            OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Prints the versions.")
                .build());
  }

  // The default command is start. The options of all commands stay where they are.
  private static List<String> withCommand(List<String> own, Map<String, Command> commands) {
    String first = own.isEmpty() ? "" : own.get(0);
    if (commands.containsKey(first) || first.equals("--help") || first.equals("--version")) {
      return own;
    }
    if (!first.isEmpty() && !first.startsWith("-")) {
      throw new CommandException(ExitCode.USAGE, UsageErrors.unknownCommand(first, commands));
    }
    List<String> words = new ArrayList<>();
    words.add("start");
    words.addAll(own);
    return words;
  }
}
