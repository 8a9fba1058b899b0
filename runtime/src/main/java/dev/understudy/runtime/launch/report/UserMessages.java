package dev.understudy.runtime.launch.report;

import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.node.state.StartRefusedException;
import dev.understudy.runtime.os.FenceException;
import dev.understudy.runtime.text.OneLine;
import dev.understudy.runtime.text.UnlinkedClass;
import java.util.Optional;

/**
 * The exceptions of other packages whose message is for the person at the keyboard, and what of the
 * class path is for it.
 */
public final class UserMessages {

  private static final String CUT_MAPPING =
      "A file that this process had mapped into its memory was cut short by somebody else, such as"
          + " 'last-words' in the directory of the pair: nothing that was acknowledged is lost, and"
          + " 'start' goes on; leave the files of a running pair as they are.";

  private UserMessages() {}

  // The JVM's own words for it; it says nowhere which file.
  private static boolean isCutMapping(Throwable e) {
    return e instanceof InternalError && String.valueOf(e.getMessage()).contains("memory access");
  }

  /**
   * The message of an exception, as a sentence in one line.
   *
   * @return empty when the exception is a fault of our own
   */
  public static Optional<String> message(Throwable e) {
    if (isCutMapping(e)) {
      return Optional.of(CUT_MAPPING);
    }
    boolean meant =
        e instanceof RunDirectoryException
            || e instanceof FenceException
            || e instanceof StartRefusedException
            || e instanceof JournalException
            || e instanceof ReplayException
            || e instanceof LinkageError;
    String text =
        e instanceof LinkageError unlinked ? UnlinkedClass.describe(unlinked) : e.getMessage();
    if (!meant || text == null || text.isEmpty()) {
      return Optional.empty();
    }
    String end = text.endsWith(".") ? "" : ".";
    return Optional.of(OneLine.of(Character.toUpperCase(text.charAt(0)) + text.substring(1) + end));
  }
}
