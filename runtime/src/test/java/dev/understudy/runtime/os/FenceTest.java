package dev.understudy.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FenceTest {

  /** Both kinds of fence must do what {@link Fence} says, as far as its promises go. */
  enum Kind {
    DESCRIPTION,
    CHANNEL;

    private Fence open(Path file) {
      return this == DESCRIPTION ? OpenFileLockFence.open(file) : FileLockFence.open(file);
    }

    private boolean isTaken(Path file) {
      return this == DESCRIPTION ? OpenFileLockFence.isTaken(file) : FileLockFence.isTaken(file);
    }
  }

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void createDirectory() {
    directory = RunDirectory.of(root);
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  @SuppressWarnings("try") // The first is closed early: that is the point.
  void oneHolderAtATime(Kind kind) throws IOException {
    try (Fence first = kind.open(directory.fenceFile());
        Fence second = kind.open(directory.fenceFile())) {
      assertThat(first.isHeld()).isFalse();
      assertThat(first.tryTake()).isTrue();
      assertThat(first.tryTake()).isTrue();
      assertThat(first.isHeld()).isTrue();
      assertThat(second.tryTake()).isFalse();
      assertThat(second.isHeld()).isFalse();
      first.close();
      assertThat(first.isHeld()).isFalse();
      assertThat(second.tryTake()).isTrue();
    }
    assertThat(Files.size(directory.fenceFile())).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void whoHasFreedItMayTakeItAgain(Kind kind) {
    try (Fence first = kind.open(directory.fenceFile());
        Fence second = kind.open(directory.fenceFile())) {
      first.free();
      assertThat(first.tryTake()).isTrue();
      first.free();
      assertThat(first.isHeld()).isFalse();
      assertThat(second.tryTake()).isTrue();
      assertThat(first.tryTake()).isFalse();
      second.free();
      assertThat(first.tryTake()).isTrue();
      assertThat(second.tryTake()).isFalse();
    }
  }

  /** The mutex of the holder has told that its writer has ended: the lock itself comes later. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anInheritedFenceIsHeldBeforeItsLockIsFree() {
    try (Fence dead = Fence.open(directory);
        Fence heir = Fence.open(directory)) {
      assertThat(dead.tryTake()).isTrue();
      heir.inherit();
      assertThat(heir.isHeld()).isTrue();
      assertThat(heir.tryTake()).isTrue();
      assertThat(heir.tryLockFile()).isFalse();
      dead.free();
      assertThat(heir.tryLockFile()).isTrue();
      assertThat(dead.tryTake()).isFalse();
      heir.free();
      assertThat(dead.tryTake()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInheritedFenceThatIsGivenUpIsNotLockedLater() {
    try (Fence dead = Fence.open(directory);
        Fence heir = Fence.open(directory)) {
      assertThat(dead.tryTake()).isTrue();
      heir.inherit();
      heir.free();
      assertThat(heir.isHeld()).isFalse();
      dead.free();
      assertThat(heir.tryLockFile()).isTrue();
      assertThat(dead.tryTake()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void whoAsksNeitherTakesItNorMakesIt(Kind kind) throws IOException {
    assertThat(Fence.isTaken(directory)).isFalse();
    assertThat(directory.fenceFile()).doesNotExist();
    try (Fence fence = kind.open(directory.fenceFile())) {
      assertThat(kind.isTaken(directory.fenceFile())).isFalse();
      assertThat(fence.tryTake()).isTrue();
      assertThat(kind.isTaken(directory.fenceFile())).isTrue();
    }
    assertThat(kind.isTaken(directory.fenceFile())).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoAsksDoesNotDisturbTheHolder() throws IOException {
    try (Fence ours = Fence.open(directory)) {
      assertThat(ours.tryTake()).isTrue();
      assertThat(Fence.isTaken(directory)).isTrue();
      try (HolderProcess other = HolderProcess.start(root)) {
        assertThat(other.answer()).isEqualTo("false");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void aFileThatIsDeletedOrReplacedIsNotInPlace(Kind kind) throws IOException {
    try (Fence fence = kind.open(directory.fenceFile())) {
      assertThat(fence.isInPlace()).isTrue();
      Files.delete(directory.fenceFile());
      assertThat(fence.isInPlace()).isFalse();
      Files.createFile(directory.fenceFile());
      assertThat(fence.isInPlace()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void anUnusableFileIsAClearMessage(Kind kind) {
    Path nowhere = root.resolve("missing").resolve("fence");
    assertThatThrownBy(() -> kind.open(nowhere))
        .isInstanceOf(FenceException.class)
        .hasMessageContaining(nowhere.toString())
        .hasMessageContaining("make its directory writable");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theDeathOfTheHolderFreesIt() throws IOException {
    try (HolderProcess holder = HolderProcess.start(root);
        Fence ours = Fence.open(directory)) {
      assertThat(holder.answer()).isEqualTo("true");
      assertThat(ours.tryTake()).isFalse();
      ProcessIdentity identity = Processes.of(holder.process().pid()).orElseThrow();
      assertThat(identity.kill()).isTrue();
      await().until(ours::tryTake);
      assertThat(ours.isHeld()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readingEveryFileInTheHolderDoesNotFreeIt() throws IOException {
    try (HolderProcess holder = HolderProcess.start(root);
        Fence ours = Fence.open(directory)) {
      assertThat(holder.answer()).isEqualTo("true");
      assertThat(holder.order("read")).isEqualTo("1");
      assertThat(ours.tryTake()).isFalse();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecondProcessDoesNotGetWhatWeHold() throws IOException {
    try (Fence ours = Fence.open(directory)) {
      assertThat(ours.tryTake()).isTrue();
      try (HolderProcess other = HolderProcess.start(root)) {
        assertThat(other.answer()).isEqualTo("false");
      }
      Files.readString(directory.fenceFile());
      try (HolderProcess other = HolderProcess.start(root)) {
        assertThat(other.answer()).isEqualTo("false");
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aChildOfTheHolderDoesNotKeepIt() throws IOException {
    Process child;
    try (Fence ours = Fence.open(directory)) {
      assertThat(ours.tryTake()).isTrue();
      child = new ProcessBuilder("sleep", "60").start();
    }
    try (Fence next = Fence.open(directory)) {
      assertThat(next.tryTake()).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }
}
