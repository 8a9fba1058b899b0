package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.directory.ContractFile;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.SpareFile;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.directory.StopRequest;
import dev.understudy.runtime.fuzz.FileTarget.Never;
import dev.understudy.runtime.journal.SyncMarkFile;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.node.loop.PairLife;
import dev.understudy.runtime.observe.ObituaryLog;
import dev.understudy.runtime.spi.ContractDifference;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The small files of a pair's directory. */
final class FileTargets {

  private static final int LAST_WORDS_BYTES = 4_096;
  private static final String SERVICE = Stage.SERVER_CLASS.name();

  /** What a process that stops does. */
  private record Does(long pid, String what) {}

  private FileTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        pair(),
        guardian(),
        spare(),
        contract(),
        startNote(),
        stopping(),
        stopRequest(),
        life(),
        lastWords(),
        syncMark(),
        obituaries());
  }

  private static FuzzTarget pair() {
    PairFile.Member primary = new PairFile.Member(21, 22, "e3-21.sock");
    return new FileTarget<>(
        "pair",
        RunDirectory::pairFile,
        UnaryOperator.identity(),
        PairFile::read,
        PairFile::write,
        RunDirectoryException.class,
        List.of(
            new PairFile(SERVICE, 3, primary, null, ProcessPlace.UNKNOWN),
            new PairFile(
                SERVICE,
                3,
                primary,
                new PairFile.Member(23, 24, "e4-23.sock"),
                new ProcessPlace("b", "pid:[1]")),
            new PairFile(
                SERVICE, 3, primary, new PairFile.Member(23, 24, null), ProcessPlace.current())));
  }

  private static FuzzTarget guardian() {
    return new FileTarget<>(
        "guardian",
        RunDirectory::guardianFile,
        UnaryOperator.identity(),
        GuardianFile::read,
        GuardianFile::write,
        Never.class,
        List.of(new GuardianFile(25, 26)));
  }

  private static FuzzTarget spare() {
    return new FileTarget<>(
        "spare",
        RunDirectory::spareFile,
        UnaryOperator.identity(),
        SpareFile::read,
        SpareFile::write,
        Never.class,
        List.of(
            new SpareFile(27, 28, ProcessPlace.UNKNOWN, "kind", "spare.log"),
            new SpareFile(27, 28, new ProcessPlace("b", "pid:[1]"), "kind", "spare.log")));
  }

  private static FuzzTarget contract() {
    return new FileTarget<>(
        "contract",
        RunDirectory::contractFile,
        UnaryOperator.identity(),
        directory -> ContractFile.read(directory, SERVICE).map(FileTargets::told),
        (contract, directory) -> ContractFile.write(directory, SERVICE, contract),
        Never.class,
        List.of(Stage.SERVER_CLASS.contract(), "update book(String) -> void\nstate seats: Map"));
  }

  // It is read so that it can be said how it differs.
  private static String told(String contract) {
    String difference = ContractDifference.of(contract, Stage.SERVER_CLASS.contract());
    if (difference.indexOf('\n') >= 0) {
      throw new AssertionError("a difference of more than one line: " + difference);
    }
    return contract;
  }

  private static FuzzTarget startNote() {
    return new FileTarget<>(
        "start-note",
        directory -> directory.root().resolve("start.note"),
        UnaryOperator.identity(),
        StartNote::read,
        (note, directory) -> StartNote.write(directory, note.at(), note.reason()),
        Never.class,
        List.of(new StartNote(Instant.ofEpochSecond(1, 2_000), "The disk is full.")));
  }

  private static FuzzTarget stopping() {
    return new FileTarget<>(
        "stopping",
        RunDirectory::stoppingFile,
        UnaryOperator.identity(),
        directory -> {
          long[] told = {0};
          Optional<String> what =
              StopNote.does(
                  directory,
                  pid -> {
                    told[0] = pid;
                    return true;
                  });
          return what.map(sentence -> new Does(told[0], sentence));
        },
        (does, directory) -> StopNote.nowDoes(directory, does.pid(), does.what()),
        Never.class,
        List.of(new Does(21, "It saves its state.")));
  }

  private static FuzzTarget stopRequest() {
    return new FileTarget<>(
        "stop-request",
        directory -> directory.root().resolve("stop.request"),
        UnaryOperator.identity(),
        StopRequest::read,
        (who, directory) -> StopRequest.write(directory, who),
        Never.class,
        List.of("the command 'stop'"));
  }

  // A damaged one is replaced by another: there always is a life.
  private static FuzzTarget life() {
    return new FileTarget<>(
        "life",
        RunDirectory::lifeFile,
        UnaryOperator.identity(),
        directory -> {
          long life = PairLife.of(directory, false);
          if (PairLife.isOfAnother(directory, life)) {
            throw new AssertionError("life " + life + " is not that of its own directory");
          }
          return Optional.of(life);
        },
        (life, directory) ->
            java.nio.file.Files.writeString(directory.lifeFile(), Long.toHexString(life) + "\n"),
        Never.class,
        List.of(0x8123_4567_89ab_cdefL));
  }

  private static FuzzTarget lastWords() {
    List<SuspectCall> suspects =
        List.of(
            new SuspectCall(new CallKey(1, 2), 0, 1), new SuspectCall(new CallKey(-3, 4), 1, 2));
    return new FileTarget<>(
        "last-words",
        RunDirectory::lastWordsFile,
        bytes -> Arrays.copyOf(bytes, LAST_WORDS_BYTES),
        directory -> {
          LastWords.Left left = LastWords.read(directory);
          String described = left.describe(Stage.SERVER_CLASS);
          if (described != null && described.indexOf('\n') >= 0) {
            throw new AssertionError(described);
          }
          left.inherited();
          return Optional.of(left.suspects());
        },
        (said, directory) -> LastWords.begin(directory, said),
        Never.class,
        List.of(List.<SuspectCall>of(), suspects));
  }

  private static FuzzTarget syncMark() {
    return new FileTarget<>(
        "sync-mark",
        SyncMarkFile::file,
        SyncMarkFile::mended,
        directory ->
            SyncMarkFile.read(directory)
                .map(
                    said -> {
                      if (said.segmentFirst() < 0 || said.offset() < 0) {
                        throw new AssertionError("no place in a journal: " + said);
                      }
                      return said;
                    }),
        SyncMarkFile::write,
        Never.class,
        List.of(
            new SyncMarkFile.Said("0f2c9f3e-boot", true, 17, 999),
            new SyncMarkFile.Said("", false, 1, 0)));
  }

  private static FuzzTarget obituaries() {
    Obituary other =
        new Obituary(78, "standby", 3, "a\tb\\c\nd", Instant.ofEpochSecond(5), 0, "in book()");
    return new FileTarget<>(
        "obituaries",
        RunDirectory::obituaryFile,
        UnaryOperator.identity(),
        FileTargets::readObituaries,
        (obituaries, directory) -> {
          for (Obituary obituary : obituaries) {
            ObituaryLog.append(directory, obituary);
          }
        },
        Never.class,
        List.of(List.of(MessageTargets.OBITUARY), List.of(MessageTargets.OBITUARY, other)));
  }

  // What is read there is sent to clients and commands.
  private static Optional<List<Obituary>> readObituaries(RunDirectory directory)
      throws IOException {
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, 1_000);
    for (String problem : latest.problems()) {
      if (problem.indexOf('\n') >= 0) {
        throw new AssertionError(problem);
      }
    }
    for (Obituary obituary : latest.obituaries()) {
      MessageTarget.frame(new ServerMessage.Died(obituary)::send);
    }
    return Optional.of(latest.obituaries()).filter(obituaries -> !obituaries.isEmpty());
  }
}
