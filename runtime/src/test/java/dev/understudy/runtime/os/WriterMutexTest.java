package dev.understudy.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class WriterMutexTest {

  private static final long LONG_MILLIS = 60_000;
  private static final int BOOT_AT = 280;

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void createDirectory() {
    directory = RunDirectory.of(root);
  }

  private HolderProcess start() throws IOException {
    HolderProcess owner = HolderProcess.start(MutexOwner.class, root);
    assertThat(owner.answer()).isEqualTo("held");
    return owner;
  }

  private Path fileOf(HolderProcess owner) {
    return WriterMutexes.file(directory, identityOf(owner));
  }

  private static ProcessIdentity identityOf(HolderProcess owner) {
    return Processes.of(owner.process().pid()).orElseThrow();
  }

  private static void signal(String name, HolderProcess owner) throws Exception {
    String pid = Long.toString(owner.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "SEGV", "ABRT", "QUIT+KILL"})
  void aSignalThatEndsTheProcessHandsItOn(String signals) throws Exception {
    try (HolderProcess owner = start()) {
      WriterMutex mutex = WriterMutex.open(fileOf(owner)).orElseThrow();
      assertThat(mutex.await(1)).isEqualTo(WriterMutex.Wait.TIMED_OUT);
      for (String name : signals.split("\\+", -1)) {
        signal(name, owner);
      }
      assertThat(mutex.await(LONG_MILLIS)).isEqualTo(WriterMutex.Wait.OWNER_DIED);
    }
  }

  /** The end of the writer alone, too: the other threads of that process live on. */
  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt", "writer"})
  void anEndOfTheWriterHandsItOn(String end) throws Exception {
    try (HolderProcess owner = start()) {
      WriterMutex mutex = WriterMutex.open(fileOf(owner)).orElseThrow();
      owner.send(end);
      assertThat(mutex.await(LONG_MILLIS)).isEqualTo(WriterMutex.Wait.OWNER_DIED);
      if (end.equals("writer")) {
        assertThat(owner.process().isAlive()).isTrue();
      }
    }
  }

  @Test
  void aStoppedProcessKeepsIt() throws Exception {
    try (HolderProcess owner = start()) {
      WriterMutex mutex = WriterMutex.open(fileOf(owner)).orElseThrow();
      signal("STOP", owner);
      await().until(() -> Files.readString(procStat(owner)).contains(") T "));
      assertThat(mutex.await(50)).isEqualTo(WriterMutex.Wait.TIMED_OUT);
      assertThat(mutex.tryTake()).isFalse();
    }
  }

  private static Path procStat(HolderProcess owner) {
    return Path.of("/proc", Long.toString(owner.process().pid()), "stat");
  }

  /** Whoever was given it and dies hands it on in turn; and so does one who only waits. */
  @Test
  void aWaiterThatDiesTakesNothingWithIt() throws Exception {
    try (HolderProcess owner = start();
        HolderProcess given = start();
        HolderProcess waiting = start()) {
      assertThat(orderToWait(given, owner)).isEqualTo("waits");
      signal("KILL", owner);
      assertThat(given.answer()).isEqualTo("OWNER_DIED");
      assertThat(orderToWait(waiting, owner)).isEqualTo("waits");
      signal("KILL", waiting);
      WriterMutex mutex = WriterMutex.open(fileOf(given)).orElseThrow();
      assertThat(mutex.tryTake()).isFalse();
      signal("KILL", given);
      assertThat(mutex.await(LONG_MILLIS)).isEqualTo(WriterMutex.Wait.OWNER_DIED);
    }
  }

  private String orderToWait(HolderProcess waiting, HolderProcess owner) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(root)) {
      String part = "-" + owner.process().pid() + "-";
      file =
          files
              .filter(each -> each.getFileName().toString().contains(part))
              .findFirst()
              .orElseThrow();
    }
    waiting.send("wait");
    return waiting.order(file.toString());
  }

  @Test
  void aCopyAnotherBootAndHalfAFileAreNoLocks() throws Exception {
    try (HolderProcess owner = start()) {
      Path file = fileOf(owner);
      Path copy = Files.copy(file, root.resolve("copy"));
      assertThat(WriterMutex.open(copy)).isEmpty();
      assertThat(WriterMutex.open(root.resolve("none"))).isEmpty();
      Files.write(copy, new byte[100]);
      assertThat(WriterMutex.open(copy)).isEmpty();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {'?'}), BOOT_AT);
      }
      assertThat(WriterMutex.open(file)).isEmpty();
      assertThat(WriterMutexes.takeAll(directory)).isEmpty();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnException() {
    assertThatThrownBy(() -> WriterMutex.create(root.resolve("missing").resolve("mutex")))
        .isInstanceOf(IOException.class);
  }

  /** Whoever begins an epoch takes those of the dead, unless a writer lives: that is to succeed. */
  @Test
  void aStandbyThatLivesKeepsAStartFromTakingThoseOfTheDead() throws Exception {
    try (HolderProcess primary = start();
        HolderProcess standby = start()) {
      ProcessIdentity succeeding = identityOf(standby);
      Path ofPrimary = fileOf(primary);
      assertThat(orderToWait(standby, primary)).isEqualTo("waits");
      signal("KILL", primary);
      assertThat(standby.answer()).isEqualTo("OWNER_DIED");
      assertThat(WriterMutexes.takeAll(directory)).contains(succeeding);
      assertThat(ofPrimary).exists();
      signal("KILL", standby);
      standby.process().waitFor();
      assertThat(WriterMutexes.takeAll(directory)).isEmpty();
      assertThat(ofPrimary).doesNotExist();
    }
  }

  @Test
  void thoseOfTheDeadAreSwept() throws Exception {
    try (HolderProcess owner = start()) {
      Path file = fileOf(owner);
      Path strange = Files.createFile(root.resolve("writer-a-b.mutex"));
      WriterMutexes.sweep(directory);
      assertThat(file).exists();
      signal("KILL", owner);
      owner.process().waitFor();
      WriterMutexes.sweep(directory);
      assertThat(file).doesNotExist();
      assertThat(strange).exists();
    }
  }
}
