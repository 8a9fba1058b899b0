package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file system of its own that a test can have stand still: who writes to it waits. */
final class StillDisk implements AutoCloseable {

  private static final long SIZE_BYTES = 64 << 20;

  // Who waits for it cannot even be killed: should the test itself die, it must not stay so.
  private static final int LONGEST_SECONDS = 100;

  private final Path folder;
  private final Thread hook = new Thread(this::end);
  private Process safety;

  private StillDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on a folder; the test is skipped where that is not possible. */
  static StillDisk at(Path folder) {
    try {
      Path image = folder.resolveSibling(folder.getFileName() + ".img");
      Files.createDirectories(folder);
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength(SIZE_BYTES);
      }
      boolean made =
          AsRoot.run("mkfs.ext4", "-q", image.toString()) == 0
              && AsRoot.run("mount", "-o", "loop", image.toString(), folder.toString()) == 0;
      assumeTrue(made, "a disk can be made of a file: that takes root, and loop devices");
      StillDisk disk = new StillDisk(folder);
      Runtime.getRuntime().addShutdownHook(disk.hook);
      assertThat(AsRoot.run("chown", System.getProperty("user.name"), folder.toString())).isZero();
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return disk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on who writes waits. */
  void stand() {
    try {
      String goOn = "sleep " + LONGEST_SECONDS + "; fsfreeze --unfreeze " + folder;
      safety = new ProcessBuilder("setsid", "sh", "-c", goOn).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean stands = AsRoot.run("fsfreeze", "--freeze", folder.toString()) == 0;
    if (!stands) {
      endSafety();
    }
    assumeTrue(stands, "a disk can be made to stand still: that takes root, and fsfreeze");
  }

  /** Who waits goes on. */
  void goOn() {
    assertThat(AsRoot.run("fsfreeze", "--unfreeze", folder.toString())).isZero();
    endSafety();
  }

  private void endSafety() {
    safety.descendants().forEach(ProcessHandle::destroyForcibly);
    safety.destroyForcibly();
    safety = null;
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** The same, if it stands still. */
  void goOnIfStill() {
    if (safety != null) {
      goOn();
    }
  }

  private void end() {
    goOnIfStill();
    AsRoot.run("umount", "-l", folder.toString());
  }
}
