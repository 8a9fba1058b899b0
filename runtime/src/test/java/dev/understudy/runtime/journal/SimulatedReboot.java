package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.util.Optional;

/** What the start of the computer does to a directory: its sync mark is of an earlier one. */
public final class SimulatedReboot {

  private SimulatedReboot() {}

  /** The computer was started anew. */
  public static void of(RunDirectory directory) throws IOException {
    Optional<SyncMark> mark = SyncMark.read(directory);
    if (mark.isPresent()) {
      SyncMark found = mark.get();
      new SyncMark("an earlier start", found.always(), found.segmentFirst(), found.offset())
          .write(directory, true);
    }
  }

  /** Has the sync mark say that all of the journal is on the disk, though it may not be. */
  public static void forgetMark(RunDirectory directory) throws IOException {
    Optional<SyncMark> mark = SyncMark.read(directory);
    if (mark.isPresent()) {
      SyncMark found = mark.get();
      new SyncMark(found.boot(), found.always(), Long.MAX_VALUE, 0).write(directory, false);
    }
  }
}
