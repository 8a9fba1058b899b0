package dev.understudy.system;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The segments and snapshots of a directory, to be looked at and damaged. */
final class StateFiles {

  // Of the header of every file: see FileHeader.
  private static final int SIZE_AT = 8;
  private static final int CHECKSUM_AT = 12;
  private static final int VERSION_AT = 16;

  private final RunDirectory directory;

  StateFiles(RunDirectory directory) {
    this.directory = directory;
  }

  /** A record of a segment, and where it is. */
  record Place(int offset, int size, long sequence, LogRecord.Kind kind) {

    int end() {
      return offset + size;
    }
  }

  List<Path> segments() {
    return list(directory.journalDirectory(), ".journal");
  }

  List<Path> snapshots() {
    return list(directory.snapshotDirectory(), ".snapshot");
  }

  Path newestSegment() {
    List<Path> segments = segments();
    return segments.get(segments.size() - 1);
  }

  Path newestSnapshot() {
    List<Path> snapshots = snapshots();
    return snapshots.get(snapshots.size() - 1);
  }

  /** The name that a segment has which begins with this update. */
  Path segment(long first) {
    return directory.journalDirectory().resolve("%020d.journal".formatted(first));
  }

  /** The sequence in the name of a segment or snapshot. */
  static long sequenceOf(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, 20));
  }

  /** The whole records of a segment, in their order. */
  static List<Place> records(Path segment) {
    byte[] bytes = read(segment);
    List<Place> places = new ArrayList<>();
    LogRecord record = new LogRecord();
    int at = headerBytes(segment);
    int size = record.parse(bytes, at, bytes.length - at);
    while (size > 0) {
      places.add(new Place(at, size, record.sequence(), record.kind()));
      at += size;
      size = record.parse(bytes, at, bytes.length - at);
    }
    return places;
  }

  static Place lastRecord(Path segment) {
    List<Place> records = records(segment);
    return records.get(records.size() - 1);
  }

  static int headerBytes(Path file) {
    return ByteBuffer.wrap(read(file)).getInt(SIZE_AT);
  }

  /** The checksum of every file of journal and snapshots. */
  Map<String, Long> checksums() {
    Map<String, Long> checksums = new TreeMap<>();
    for (Path folder : List.of(directory.journalDirectory(), directory.snapshotDirectory())) {
      for (Path file : list(folder, "")) {
        CRC32C checksum = new CRC32C();
        byte[] bytes = read(file);
        checksum.update(bytes);
        checksums.put(folder.getFileName() + "/" + file.getFileName(), checksum.getValue());
      }
    }
    return checksums;
  }

  static void flipBit(Path file, long offset) {
    byte[] bytes = read(file);
    bytes[(int) offset] ^= 0x10;
    write(file, bytes);
  }

  /** Makes zeros of the bytes from a place to another. */
  static void clear(Path file, int from, int to) {
    byte[] bytes = read(file);
    for (int i = from; i < to; i++) {
      bytes[i] = 0;
    }
    write(file, bytes);
  }

  /** Makes the header say that the file is of the next version of the format. */
  static void makeNewer(Path file) {
    ByteBuffer bytes = ByteBuffer.wrap(read(file));
    bytes.putInt(VERSION_AT, bytes.getInt(VERSION_AT) + 1);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), VERSION_AT, bytes.getInt(SIZE_AT) - VERSION_AT);
    bytes.putInt(CHECKSUM_AT, (int) checksum.getValue());
    write(file, bytes.array());
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes over what is there, in place: somebody may have the file open. */
  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
