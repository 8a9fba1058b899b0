package dev.understudy.runtime.launch.report;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.text.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reports a fault of our own: a file gets its stack trace, and one line names the file. */
public final class FaultReport {

  private FaultReport() {}

  /**
   * Writes the stack trace to a file.
   *
   * @param directory where its folder of logs is, or null if that is not known
   * @return one line for the person at the keyboard
   */
  public static String write(Throwable fault, @Nullable RunDirectory directory) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    String line =
        "An internal fault of Understudy: " + OneLine.of(fault.toString()) + ". Please report it";
    try {
      Path file = file(directory);
      Files.writeString(file, trace.toString());
      return line + ", with the file " + file + ".";
    } catch (IOException e) {
      return line + "; its stack trace could not be written: " + e + ".";
    }
  }

  // Others may write to the temporary folder: a name that they can guess may be a link of theirs.
  private static Path file(@Nullable RunDirectory directory) throws IOException {
    String name = "understudy-fault-" + ProcessHandle.current().pid();
    return directory != null && Files.isWritable(directory.logDirectory())
        ? directory.logDirectory().resolve(name + ".txt")
        : Files.createTempFile(name + "-", ".txt");
  }
}
