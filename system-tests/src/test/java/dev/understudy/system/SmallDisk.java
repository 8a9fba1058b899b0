package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file system of its own, so small that a test can fill it. */
final class SmallDisk implements AutoCloseable {

  private static final long SIZE_BYTES = 24 << 20;

  private final Path folder;
  private final Path ballast;
  private final Thread hook = new Thread(this::unmount);

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts one on a folder; the test is skipped where that is not allowed. */
  static SmallDisk at(Path folder) {
    try {
      Files.createDirectories(folder);
      String options =
          "size=" + SIZE_BYTES + ",mode=0700,uid=" + number("-u") + ",gid=" + number("-g");
      boolean mounted =
          AsRoot.run("mount", "-t", "tmpfs", "-o", options, "understudy-test", folder.toString())
              == 0;
      assumeTrue(mounted, "a small disk can be mounted: that takes root, or sudo without password");
      SmallDisk disk = new SmallDisk(folder);
      Runtime.getRuntime().addShutdownHook(disk.hook);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return disk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills it to the last byte. */
  void fill() {
    try (FileChannel file =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.position(file.size());
      for (int size = 1 << 20; size > 0; size /= 16) {
        fill(file, size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(FileChannel file, int size) {
    ByteBuffer zeros = ByteBuffer.allocate(size);
    boolean full = false;
    while (!full) {
      try {
        full = file.write(zeros.clear()) == 0;
      } catch (IOException e) {
        full = true; // What was wanted.
      }
    }
  }

  /** Leaves so much room, of a disk that was full. */
  void makeRoom(long bytes) {
    try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
      assertThat(file.size()).isGreaterThan(bytes);
      file.truncate(file.size() - bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empties it of what was put there to fill it. */
  void makeRoom() {
    try {
      Files.delete(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody may work on it any more. */
  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void unmount() {
    // Lazily: should a process still have it, it goes with the process.
    assertThat(AsRoot.run("umount", "-l", folder.toString())).isZero();
  }

  private static String number(String what) throws IOException {
    Process id = new ProcessBuilder("id", what).start();
    return new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
  }
}
