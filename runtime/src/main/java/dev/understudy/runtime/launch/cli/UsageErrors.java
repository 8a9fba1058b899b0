package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.text.ShellText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told whose command line cannot be understood: one line, and a hint. */
final class UsageErrors {

  private static final String VARIABLE_PREFIX = "UNDERSTUDY_";

  private UsageErrors() {}

  /** The value of an option's environment variable, or null without one. */
  static @Nullable String variable(ArgSpec argument, Map<String, String> environment) {
    if (argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()) {
      String value = environment.get(variableOf(option));
      return value == null || value.isEmpty() ? null : value;
    }
    return null;
  }

  /** A message with its hint. */
  static String text(String message, String command) {
    return message + System.lineSeparator() + "Try '" + command + " --help'.";
  }

  static String unknownCommand(String word, Map<String, ?> commands) {
    return "There is no command '"
        + word
        + "', only "
        + String.join(", ", commands.keySet())
        + "."
        + System.lineSeparator()
        + "What is meant for the server class comes after --. Try '--help'.";
  }

  /** Says in our words what picocli found. */
  static String describe(ParameterException e, List<String> args) {
    return text(message(e, args), e.getCommandLine().getCommandName());
  }

  private static String message(ParameterException e, List<String> args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      return word.startsWith("-")
          ? "There is no option " + word + " of '" + e.getCommandLine().getCommandName() + "'."
          : "'" + word + "' is not expected there" + advice(word, e.getCommandLine(), args);
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      return option.longestName() + " needs a value: " + usage(option) + ".";
    }
    if (e instanceof MissingParameterException) {
      String name = e.getCommandLine().getCommandName();
      return "'" + name + "' needs a file: " + name + " FILE.";
    }
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + " is given twice.";
    }
    if (e.getCause() instanceof TypeConversionException conversion
        && e.getArgSpec() instanceof OptionSpec option) {
      return source(option, args) + " '" + e.getValue() + "' " + conversion.getMessage() + ".";
    }
    return firstLine(String.valueOf(e.getMessage()));
  }

  /** What may have been meant by a word in a wrong place, as the end of a sentence. */
  private static String advice(String word, CommandLine command, List<String> args) {
    String name = command.getCommandName();
    CommandLine root = command.getParent();
    if (root != null && root.getSubcommands().containsKey(word)) {
      if (args.get(0).equals(name)) {
        return ": '" + name + "' and '" + word + "' are two commands, and one is done at a time.";
      }
      List<String> ordered = new ArrayList<>(args);
      ordered.remove(word);
      ordered.add(0, word);
      return ": the command comes first, as in '" + ShellText.of(ordered, List.of()) + "'.";
    }
    boolean takesFile = !command.getCommandSpec().positionalParameters().isEmpty();
    String directory =
        takesFile || args.stream().anyMatch(arg -> arg.startsWith("--dir"))
            ? ""
            : "; a directory is named so: " + ShellText.of("--dir", word);
    return directory
        + (name.equals("start") ? "; what is meant for the server class comes after --." : ".");
  }

  private static String usage(OptionSpec option) {
    return option.longestName() + " " + option.paramLabel();
  }

  // A value that nobody typed came from the environment.
  private static String source(OptionSpec option, List<String> args) {
    String name = option.longestName();
    boolean typed = args.stream().anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "="));
    return typed ? name : "The environment variable " + variableOf(option);
  }

  private static String variableOf(OptionSpec option) {
    String name = option.longestName().substring(2);
    return VARIABLE_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
