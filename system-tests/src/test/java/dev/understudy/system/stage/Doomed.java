package dev.understudy.system.stage;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.State;
import dev.understudy.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ends its process at a moment of its life, for as long as a file says so. */
@HighlyAvailable
public class Doomed {

  /** The system property that names the file, which holds the name of the moment. */
  public static final String FILE = "doomed.file";

  @State private long count;

  /** Dies at {@code constructor}. */
  public Doomed() {
    dieAt("constructor");
  }

  /** Dies at {@code first}. */
  @Update(first = true)
  public void open(List<String> arguments) {
    dieAt("first");
  }

  /** Lives. */
  @Update
  public long count() {
    return ++count;
  }

  /** Dies at {@code serving}. */
  @OnPrimary
  void serves() {
    dieAt("serving");
  }

  private static void dieAt(String moment) {
    Path file = Path.of(System.getProperty(FILE));
    try {
      if (Files.exists(file) && Files.readString(file).equals(moment)) {
        System.exit(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
