package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.State;
import dev.understudy.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Not fit for a pair: its constructor takes what only one process can have, and ends the others.
 */
@HighlyAvailable
public class UnshareableResource {

  /** The system property that names the file that only one process can make. */
  public static final String FILE = "resource.file";

  /** The system property with the exit code of a process that comes too late. */
  public static final String EXIT_CODE = "resource.exit";

  private static final boolean FIRST = take();

  @State private long songs;

  /** Ends the process if another one has the file. */
  public UnshareableResource() {
    if (!FIRST) {
      System.err.println("the resource is taken already");
      System.exit(Integer.getInteger(EXIT_CODE));
    }
  }

  private static boolean take() {
    try {
      Files.createFile(Path.of(System.getProperty(FILE)));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** One more. */
  @Update
  public long sing() {
    return ++songs;
  }
}
