package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.SpareFile;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.node.state.WarmUpFolder;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.os.WriterMutexes;
import java.io.IOException;
import java.nio.file.Files;

/** What a pair leaves in its directory that nobody needs once it has ended in order. */
final class EndedPair {

  private EndedPair() {}

  /**
   * Removes it, the sockets near the end: a guardian takes what is left of those for a death.
   *
   * @throws IOException if something cannot be removed
   */
  static void removeFiles(RunDirectory directory) throws IOException {
    PairFile.delete(directory);
    // A guardian removes its own, unless it died.
    ArgumentFile.delete(directory.childArguments());
    ArgumentFile.delete(directory.primaryArguments());
    ArgumentFile.delete(directory.guardianArguments());
    Files.deleteIfExists(directory.lastWordsFile());
    SpareFile.delete(directory);
    StopNote.endStopping(directory);
    LeftSockets.remove(directory, name -> false);
    Files.deleteIfExists(WriterMutexes.file(directory, Processes.self()));
    WriterMutexes.sweep(directory);
    WarmUpFolder.sweep(directory);
  }
}
