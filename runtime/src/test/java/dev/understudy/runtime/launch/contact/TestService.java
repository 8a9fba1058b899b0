package dev.understudy.runtime.launch.contact;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.launch.cli.CommandLineRun;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.spi.ServerClass;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server class without operations, and a command line of it whose output is caught. */
public final class TestService {

  public static final ServerClass CLASS =
      new ServerClass(
          "com.example.BoxOffice",
          Mode.HOT,
          StandbyRole.SERVER,
          true,
          WhenUnprotected.CONTINUE,
          List.of(),
          null,
          "BoxOffice");

  private TestService() {}

  public record Output(int exitCode, String out, String err) {}

  public static Output run(String... args) {
    return run(Map.of(), args);
  }

  public static Output run(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLineRun run =
        new CommandLineRun(
            CLASS,
            () -> {
              throw new AssertionError("no process serves in this test");
            },
            environment);
    int exitCode = run.run(List.of(args), new Console(stream(out), stream(err)));
    return new Output(exitCode, text(out), text(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
