package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.failure.DismissalNote;
import dev.understudy.runtime.os.WriterMutexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The names of files in the folders of a pair, a line each: somebody may have left others there.
 */
final class NameTarget implements FuzzTarget {

  private static final int MOST_CHARS = 100;
  private static final int MOST_NAMES = 8;

  @Override
  public String name() {
    return "names";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed("00000000000000000001.journal"),
        seed("00000000000000000017.snapshot"),
        seed("00000000000000000017.snapshot.99999999.new\n00000000000000000017.snapshot.1.new"),
        seed("dismissed-99999999-1\ndismissed-1-2"),
        seed("writer-99999999-1.mutex\nwriter-1-2.mutex"),
        seed("e3-21.sock\nspare-9.sock"));
  }

  private static byte[] seed(String names) {
    return names.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    RunDirectory directory = Playground.emptied();
    List<String> names =
        new String(input, StandardCharsets.ISO_8859_1).lines().limit(MOST_NAMES).toList();
    for (String name : names) {
      for (Path folder :
          List.of(directory.root(), directory.journalDirectory(), directory.snapshotDirectory())) {
        create(folder, name);
      }
    }
    requireListed(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX);
    requireListed(directory.snapshotDirectory(), SegmentFiles.SNAPSHOT_SUFFIX);
    Snapshots.sweep(directory);
    DismissalNote.sweep(directory);
    WriterMutexes.sweep(directory);
    LeftSockets.remove(directory, RunDirectory::isSpareEndpoint);
    return true;
  }

  private static void create(Path folder, String name) throws IOException {
    if (name.isEmpty() || name.length() > MOST_CHARS || name.indexOf('/') >= 0) {
      return;
    }
    try {
      Path file = folder.resolve(name).normalize();
      if (folder.equals(file.getParent()) && Files.notExists(file)) {
        Files.createFile(file);
      }
    } catch (InvalidPathException e) {
      return; // No file can be called so.
    }
  }

  private static void requireListed(Path folder, String suffix) {
    for (Map.Entry<Long, Path> each : SegmentFiles.list(folder, suffix).entrySet()) {
      Same.require(
          each.getValue().getFileName().toString(), SegmentFiles.name(each.getKey(), suffix));
    }
  }
}
