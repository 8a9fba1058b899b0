package dev.understudy.runtime.node.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.WarmUpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does is read by others, at any moment at which it could die. */
class LastWordsTest {

  private static final long PID = ProcessHandle.current().pid();
  private static final CallKey CALL =
      new CallKey(CallKey.method(WarmUpServer.ADD), 0x5f3a91c2_00000008L);
  private static final CallKey OTHER = new CallKey(7, 8);

  @TempDir private Path root;
  private RunDirectory directory;

  @BeforeEach
  void choose() {
    directory = RunDirectory.of(root);
  }

  private static void enter(LastWords words, CallKey call) {
    words.entered(call.method(), call.arguments(), 12);
  }

  @Test
  void thereAreNoneWhereNobodyServedOrNobodyWasInACall() throws IOException {
    assertThat(LastWords.read(directory)).isEqualTo(LastWords.Left.NOTHING);
    LastWords words = LastWords.begin(directory, List.of());
    assertThat(LastWords.read(directory).call()).isNull();
    enter(words, CALL);
    words.left();
    assertThat(LastWords.read(directory).call()).isNull();
    assertThat(LastWords.read(directory).inherited()).isEmpty();
    Files.write(directory.lastWordsFile(), new byte[100]);
    assertThat(LastWords.read(directory)).isEqualTo(LastWords.Left.NOTHING);
  }

  @Test
  void aCallThatWasEnteredAndNotLeftIsASuspect() {
    enter(LastWords.begin(directory, List.of()), CALL);
    LastWords.Left left = LastWords.read(directory);
    assertThat(left.inherited()).containsExactly(new SuspectCall(CALL, 0, 1));
    assertThat(left.describe(WarmUpServer.SERVER_CLASS))
        .isEqualTo("in add(long), arguments 5f3a91c2 (8 bytes), of session 12");
  }

  @Test
  void whatTheProcessItselfHasDoneIsItsOwnDoing() {
    for (LastWords.Mark mark : List.of(LastWords.Mark.ERROR, LastWords.Mark.EXIT)) {
      LastWords words = LastWords.begin(directory, List.of());
      enter(words, CALL);
      words.mark(mark);
      assertThat(LastWords.read(directory).inherited())
          .containsExactly(new SuspectCall(CALL, 1, 0));
    }
  }

  @Test
  void anErrorOutsideOfACallBlamesNobody() {
    LastWords words = LastWords.begin(directory, List.of());
    words.mark(LastWords.Mark.ERROR);
    enter(words, CALL);
    assertThat(LastWords.read(directory).mark()).isEqualTo(LastWords.Mark.UNKNOWN);
  }

  @Test
  void whoKillsItSaysWhy() {
    LastWords words = LastWords.begin(directory, List.of());
    enter(words, CALL);
    LastWords.mark(directory, PID + 1, LastWords.Mark.HUNG);
    assertThat(LastWords.read(directory).mark()).isEqualTo(LastWords.Mark.UNKNOWN);
    LastWords.mark(directory, PID, LastWords.Mark.HUNG);
    assertThat(LastWords.read(directory).inherited()).containsExactly(new SuspectCall(CALL, 1, 0));
    LastWords.mark(directory, PID, LastWords.Mark.DRILL);
    assertThat(LastWords.read(directory).inherited()).isEmpty();
  }

  @Test
  void suspectsArePassedOnFromEpochToEpoch() {
    LastWords first = LastWords.begin(directory, List.of(new SuspectCall(OTHER, 1, 1)));
    enter(first, CALL);
    first.mark(LastWords.Mark.ERROR);
    LastWords second = LastWords.begin(directory, LastWords.read(directory).inherited());
    List<SuspectCall> both = List.of(new SuspectCall(OTHER, 1, 1), new SuspectCall(CALL, 1, 0));
    assertThat(LastWords.read(directory).inherited()).isEqualTo(both);
    enter(second, CALL);
    assertThat(LastWords.read(directory).inherited())
        .containsExactly(new SuspectCall(OTHER, 1, 1), new SuspectCall(CALL, 1, 1));
    second.left();
    second.keep(List.of(new SuspectCall(OTHER, 1, 1)));
    assertThat(LastWords.read(directory).inherited()).containsExactly(new SuspectCall(OTHER, 1, 1));
  }
}
