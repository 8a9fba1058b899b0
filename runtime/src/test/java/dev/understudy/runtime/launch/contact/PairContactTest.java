package dev.understudy.runtime.launch.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.TestService.Output;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.wire.FrameType;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the commands find who serves a directory, or why nobody does. */
class PairContactTest extends PairFixture {

  @Test
  void withoutAPairFileTheFenceTellsThatSomethingRuns() throws Exception {
    try (Fence fence = Fence.open(directory)) {
      assertThat(fence.tryTake()).isTrue();
      PairContact.Found found = contact(Duration.ofMillis(50)).find();
      assertThat(found.silent()).isTrue();
      assertThat(found.status().toText(found.why()))
          .startsWith("BoxOffice   DOWN. No primary answers.")
          .contains("problems    A process holds the fence or listens in " + directory + ", but");
      Output stop = run("stop");
      assertThat(stop.exitCode()).isEqualTo(1);
      assertThat(stop.err())
          .startsWith(
              "Nobody answers in " + directory + ". A process holds the fence or listens in ")
          .contains("there is no pair file " + directory.pairFile())
          .hasLineCount(1);
    }
  }

  @Test
  void primaryThatIsSilentIsNotTakenForNone() throws Exception {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    primary(pair, command -> null);
    PairContact.Found found = contact(Duration.ofMillis(100)).find();
    assertThat(found.silent()).isTrue();
    assertThat(found.served()).isNull();
    assertThat(found.status().problems())
        .containsExactly(
            "A process of the pair lives (primary "
                + pair.primaryPid()
                + "), but no primary answers: no answer within 100 ms.");
  }

  /**
   * A standby takes over before it takes part, too: nobody should be told to start another pair.
   */
  @Test
  void aStandbyThatIsYetToJoinIsNotTakenForNone() throws Exception {
    Process dead = process();
    dead.destroyForcibly().waitFor();
    Process joiner = process();
    PairFile full = FakePrimary.pair(7, dead.pid(), joiner.pid());
    PairFile.Member joining = FakePrimary.member(joiner.pid(), null); // It does not listen yet.
    new PairFile(full.service(), 7, full.primary(), joining, full.place()).write(directory);
    Files.createFile(directory.socket(RunDirectory.endpointName(8, joiner.pid())));
    PairContact.Found found = contact(Duration.ofMillis(100)).find();
    assertThat(found.silent()).isTrue();
    assertThat(found.status().problems())
        .anyMatch(
            problem ->
                problem.contains("standby " + joiner.pid())
                    && problem.endsWith("is killed and succeeded after --hang-timeout."));
  }

  /** After a crash the kernel gives the numbers of the dead to others. */
  @Test
  void whoeverCameToBearTheNumbersOfTheDeadIsNoProcessOfThePair() throws Exception {
    long stranger = process().pid();
    PairFile pair = FakePrimary.pair(7, stranger, stranger);
    PairFile.Member former = new PairFile.Member(stranger, 1, pair.primaryEndpoint());
    PairFile.Member formerStandby = new PairFile.Member(stranger, 1, pair.standbyEndpoint());
    Files.createFile(directory.socket(RunDirectory.endpointName(8, stranger)));
    new PairFile(pair.service(), 7, former, formerStandby, pair.place()).write(directory);
    assertThat(contact(Duration.ofSeconds(30)).find().silent()).isFalse();
    assertThat(PairMembers.of(PairFile.read(directory).orElseThrow())).isEmpty();
    pair.write(directory);
    assertThat(PairMembers.of(pair)).isNotEmpty(); // That they are told apart is what is tested.
  }

  @Test
  void processesOfAFormerBootAreDead() throws Exception {
    PairFile pair = FakePrimary.pair(7, process().pid(), 0);
    ProcessPlace former = new ProcessPlace("another-boot", pair.place().namespace());
    new PairFile(pair.service(), 7, pair.primary(), null, former).write(directory);
    assertThat(contact(Duration.ofSeconds(30)).find().silent()).isFalse();
  }

  @Test
  void numbersOfAnotherNamespaceMeanNobodyHere() throws Exception {
    PairFile pair = FakePrimary.pair(7, process().pid(), 0);
    ProcessPlace elsewhere = new ProcessPlace(pair.place().boot(), "pid:[1]");
    PairFile other = new PairFile(pair.service(), 7, pair.primary(), null, elsewhere);
    other.write(directory);
    assertThat(PairMembers.of(other)).isEmpty();
    assertThat(contact(Duration.ofSeconds(30)).find().silent()).isFalse();
    try (Fence fence = Fence.open(directory)) { // What can be seen of them from here.
      assertThat(fence.tryTake()).isTrue();
      assertThat(contact(Duration.ofMillis(100)).find().silent()).isTrue();
    }
  }

  @Test
  void strangersOnTheSocketAreSurvived() throws Exception {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    List<byte[]> answers =
        List.of(
            new byte[] {0x7f, 0, 0, 0, 0},
            new byte[] {0, 0, 0, 1, FrameType.COMMAND_STATUS},
            new byte[] {0, 0, 0, 3, FrameType.ADMIN_REPLY, 0, 0},
            new byte[] {0, 0, 0, 1, 3},
            new byte[] {0, 0, 0, 1, 99},
            new byte[0],
            new byte[] {0, 0, 0, 5, FrameType.COMMAND_STATUS, 2, 'a', 2, 'b'});
    List<String> expected =
        List.of(
            "a frame of 2130706432 bytes, where 1 to 16777216 are allowed: this is no process of a"
                + " pair.",
            "an answer that cannot be read: the end, where 1 bytes were expected and 0 are left.",
            "the process there is of an older build: use the command line of that build.",
            "the process there is leaving.",
            "an answer that cannot be read: a frame of type 99, which was not asked for.",
            "the connection was closed before an answer came.",
            "an answer that cannot be read: 'b' as Mode.");
    for (int i = 0; i < answers.size(); i++) {
      byte[] answer = answers.get(i);
      try (FakePrimary primary = new FakePrimary(directory, pair, command -> answer)) {
        assertThat(contact(Duration.ofMillis(60)).find().status().problems().get(0))
            .endsWith(expected.get(i));
        assertThat(primary.heard).isNotEmpty();
      }
      Files.delete(directory.socket(pair.primaryEndpoint()));
    }
  }

  @Test
  void withThePairFileDeletedTooTheSocketsTell() throws Exception {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    FakePrimary primary = primary(pair, command -> null);
    Files.delete(directory.pairFile());
    assertThat(contact(Duration.ofMillis(50)).find().silent()).isTrue();
    assertThat(run("start"))
        .isEqualTo(
            new Output(
                3,
                "",
                directory
                    + " is already served: a process listens on a socket in it, although its fence"
                    + " and its pair file were deleted. Run 'stop', then 'start'.\n"));
    primary.close(); // What the dead leave is a socket that refuses.
    assertThat(directory.socket(pair.primaryEndpoint())).exists();
    assertThat(contact(Duration.ofMillis(50)).find().silent()).isFalse();
  }

  @Test
  void whoListensIsThereThoughItDoesNotMove() {
    PairFile stopped = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    primary(stopped, command -> null);
    assertThat(contact(Duration.ofMillis(50)).answers(stopped)).isTrue();
    PairFile dead = FakePrimary.pair(4, Integer.MAX_VALUE, 0);
    primary(dead, command -> null);
    assertThat(contact(Duration.ofMillis(50)).answers(dead)).isFalse();
    assertThat(contact(Duration.ofMillis(50)).answers(FakePrimary.pair(5, 1, 0))).isFalse();
  }
}
