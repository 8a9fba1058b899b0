package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.wire.WireInput;
import java.nio.file.Path;

/**
 * A snapshot that was read, and found whole. It stays open until it is closed, so that its state
 * can be loaded even if the file is removed meanwhile. Confined to one thread.
 */
public final class SnapshotFile implements AutoCloseable {

  private final SnapshotInput input;
  private final FileHeader header;

  SnapshotFile(SnapshotInput input, FileHeader header) {
    this.input = input;
    this.header = header;
  }

  /** Where it is. */
  public Path file() {
    return input.file();
  }

  /** The last update in it. */
  public long sequence() {
    return header.sequence();
  }

  /** The epoch of that update. */
  public long epoch() {
    return header.epoch();
  }

  /** What was written, to be read once. */
  public WireInput body() {
    return input.state(header);
  }

  /** The size of the state in it. */
  public long stateBytes() {
    return header.bodyBytes();
  }

  /** Compares the state with the one that is saved to it. */
  public BodyComparison comparison() {
    return new BodyComparison(input, header);
  }

  @Override
  public void close() {
    input.close();
  }
}
