package dev.understudy.runtime.journal;

import dev.understudy.runtime.wire.WireInput;
import java.nio.file.Path;

/**
 * A snapshot that was read, and found whole.
 *
 * @param file where it was
 * @param sequence the last update in it
 * @param epoch the reign of that update
 * @param body what was written, to be read once
 */
public record SnapshotFile(Path file, long sequence, long epoch, WireInput body) {}
