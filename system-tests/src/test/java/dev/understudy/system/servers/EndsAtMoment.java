package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.State;
import dev.understudy.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ends its process, hangs, or fails at a moment of its life, for as long as a file says so. */
@HighlyAvailable
public class EndsAtMoment {

  /**
   * The system property that names the file. It holds the name of the moment, after "loop in ",
   * "error in " or "class missing in " if the process is to hang or fail there.
   */
  public static final String FILE = "ends.file";

  @State private long count;

  /** Has the moment {@code constructor}. */
  public EndsAtMoment() {
    reach("constructor");
  }

  /** Has the moment {@code first}. */
  @Update(first = true)
  public void open(List<String> arguments) {
    reach("first");
  }

  /** Lives. */
  @Update
  public long count() {
    return ++count;
  }

  /** Has the moment {@code serving}. */
  @OnPrimary
  void serves() {
    reach("serving");
  }

  private static void reach(String moment) {
    Path file = Path.of(System.getProperty(FILE));
    try {
      if (!Files.exists(file)) {
        return;
      }
      String wanted = Files.readString(file);
      if (wanted.equals("loop in " + moment)) {
        Hang.forEver("loop");
      } else if (wanted.equals("error in " + moment)) {
        throw new AssertionError("deliberate");
      } else if (wanted.equals("class missing in " + moment)) {
        throw new NoClassDefFoundError("com/x/Seat");
      } else if (wanted.equals(moment)) {
        System.exit(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
