package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.snapshot.SnapshotFile;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.state.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A snapshot's file. The first byte says whether its checksums are right. */
final class SnapshotTarget implements FuzzTarget {

  static final JournalIdentity IDENTITY = Recovery.identityOf(Stage.SERVER_CLASS);
  private static final long SEQUENCE = 3;

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed(true), seed(false));
  }

  private static byte[] seed(boolean full) {
    try {
      RunDirectory directory = Playground.emptied();
      StateMachine state = StateTarget.played(full);
      Snapshots.write(directory, IDENTITY, SEQUENCE, state.epoch(), state::save);
      byte[] file = Files.readAllBytes(file(directory));
      byte[] seed = new byte[1 + file.length];
      System.arraycopy(file, 0, seed, 1, file.length);
      return seed;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path file(RunDirectory directory) {
    return directory
        .snapshotDirectory()
        .resolve(SegmentFiles.name(SEQUENCE, SegmentFiles.SNAPSHOT_SUFFIX));
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    if (input.length == 0) {
      return false;
    }
    RunDirectory directory = Playground.emptied();
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    if ((input[0] & 1) == 0) {
      Checksums.ofSnapshot(bytes, 0);
    }
    Files.write(file(directory), bytes);
    Optional<SnapshotFile> found;
    try {
      found = Snapshots.newest(directory, IDENTITY);
    } catch (JournalException e) {
      return Refusal.by(e);
    }
    try (SnapshotFile snapshot = found.orElseThrow()) {
      Same.require(SEQUENCE, snapshot.sequence());
      Same.require(snapshot.epoch(), Snapshots.epochOfNewest(directory));
      return StateTarget.read(snapshot.body());
    }
  }
}
