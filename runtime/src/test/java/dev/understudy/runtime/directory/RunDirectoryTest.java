package dev.understudy.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class RunDirectoryTest {

  @TempDir Path temporary;

  @Test
  void itIsMadeWithItsParentsForItsOwnerAlone() throws IOException {
    RunDirectory directory = RunDirectory.of(temporary.resolve("a/b/run"));
    directory.create();
    assertThat(mode(directory.root())).isEqualTo("rwx------");
    assertThat(directory.journalDirectory()).isEmptyDirectory();
    assertThat(directory.snapshotDirectory()).isEmptyDirectory();
    assertThat(directory.logDirectory()).isEmptyDirectory();
    try (var entries = Files.list(directory.root())) {
      assertThat(entries).hasSize(3);
    }
    directory.create();
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("run"));
    assertRefused(() -> RunDirectory.of(file).create(), file, "is not a directory", "--dir");
    assertRefused(() -> RunDirectory.of(file.resolve("below")).create(), file, "--dir");
  }

  @Test
  void aDirectoryThatIsOpenToOthersIsRefusedWithTheFix() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("run"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    assertRefused(
        () -> RunDirectory.of(open).create(),
        open,
        "(mode rwxr-x---)",
        "run chmod 700 " + open + " and start again");
    assertThat(open).isEmptyDirectory();
  }

  /** The fix is pasted into a shell, whatever the directory is called. */
  @Test
  void theFixIsQuotedWhereAShellNeedsIt() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("it's 2 $HOME"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    assertRefused(
        () -> RunDirectory.of(open).create(),
        open,
        "run chmod 700 '" + temporary + "/it'\\''s 2 $HOME' and start again");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
    Path locked = Files.createDirectory(temporary.resolve("run"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(locked), "root may write everywhere");
    assertRefused(() -> RunDirectory.of(locked).create(), locked, "cannot be written", "--dir");
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws IOException {
    Path foreign = Files.createDirectory(temporary.resolve("run"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwx------"));
    boolean given;
    try {
      Files.setAttribute(foreign, "unix:uid", 65534);
      given = true;
    } catch (IOException e) {
      given = false;
    }
    assumeTrue(given, "only root gives a directory away");
    assertRefused(() -> RunDirectory.of(foreign).create(), foreign, "belongs to", "start as");
  }

  @Test
  void aPathThatIsTooLongForSocketsIsRefusedBeforeAnythingIsMade() {
    // Two bytes for each letter.
    Path tooLong = temporary.resolve("ü".repeat(50));
    assertRefused(() -> RunDirectory.of(tooLong).create(), tooLong, "bytes too long", "shorter");
    assertThat(tooLong).doesNotExist();
  }

  @Test
  void theLongestPathThatIsAllowedIsFitForASocket() {
    String longest = RunDirectory.endpointName(999_999_999, 4_194_304);
    int room =
        RunDirectory.MAX_SOCKET_PATH_BYTES - (temporary + "/").length() - ("/" + longest).length();
    RunDirectory fits = RunDirectory.of(temporary.resolve("x".repeat(room)));
    assertThatCode(fits::create).doesNotThrowAnyException();
    assertThatCode(
            () -> {
              try (var server =
                  java.nio.channels.ServerSocketChannel.open(
                      java.net.StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(fits.socket(longest)));
              }
            })
        .doesNotThrowAnyException();
    RunDirectory tooLong = RunDirectory.of(temporary.resolve("x".repeat(room + 1)));
    assertRefused(tooLong::create, tooLong.root(), "1 byte too long");
  }

  @Test
  void onlySocketsThatNobodyUsesAreRemoved() throws IOException {
    RunDirectory directory = RunDirectory.of(temporary.resolve("run"));
    directory.create();
    String stale = RunDirectory.endpointName(3, 17);
    String used = RunDirectory.endpointName(4, 18);
    assertThat(stale).isEqualTo("e3-17.sock");
    Files.createFile(directory.socket(stale));
    Files.createFile(directory.socket(used));
    Files.createFile(directory.obituaryFile());
    LeftSockets.remove(directory, used::equals);
    assertThat(directory.socket(stale)).doesNotExist();
    assertThat(directory.socket(used)).exists();
    assertThat(directory.obituaryFile()).exists();
  }

  private static void assertRefused(ThrowingCallable call, Path where, String... texts) {
    assertThatThrownBy(call)
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining(where.toString())
        .hasMessageContainingAll(texts);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
