package dev.understudy.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.JournalIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What fuzzing has found, with the bytes that did it. */
class FindingsTest {

  private static boolean read(String target, String text) throws Exception {
    return Targets.named(target).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean readHex(String target, String hex) throws Exception {
    return Targets.named(target).read(HexFormat.of().parseHex(hex));
  }

  /** It could be read, and the primary died when a command asked for the status. */
  @Test
  void anObituaryOfAFarTimeIsSentAsAnyOther() throws Exception {
    String frame =
        "15000000000000004d087072696d617279000010000000000209697420016e646564"
            + "a5060a24181e400000000000000009c400";
    assertThat(readHex("server", frame)).isTrue();
    assertThat(read("obituaries", "3023-11-14T22:13:20Z\tprimary\t77\t2\t2500\tit ended\n"))
        .isTrue();
  }

  @Test
  void anObituaryOfATimeThatNoMessageHoldsIsDamaged() throws Exception {
    assertThat(read("obituaries", "+400000-01-01T00:00:00Z\tprimary\t77\t2\t2500\tit ended\n"))
        .isFalse();
  }

  @Test
  void aContractThatIsCutBehindItsFirstLineCountsAsNone() throws Exception {
    assertThat(read("contract", "class theatre.Stage\n")).isFalse();
  }

  /** It was accepted, and could not be written again. */
  @Test
  void whatRejectsNullHoldsNone() throws Exception {
    assertThat(readHex("containers", "0200" + "0d" + "02" + "0261" + "00" + "0262" + "00"))
        .isFalse();
    assertThat(readHex("containers", "0000" + "1a" + "03" + "00" + "0261" + "0262")).isFalse();
  }

  @Test
  void aPairFileWithAnEmptyEndpointIsDamaged() throws Exception {
    String primary = "primaryPid=21\nprimaryStartTicks=22\nprimaryEndpoint=e3-21.sock\n";
    String standby = "standbyPid=23\nstandbyEndpoint=\n";
    assertThat(read("pair", "service=theatre.Stage\nepoch=3\n" + standby + primary)).isFalse();
  }

  @Test
  void noPrimaryDiesLessThanNever() throws Exception {
    ByteBuffer words = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(0, 0x3130_5357_4c54_5355L).putLong(128, 1).putInt(152, -1).putInt(156, 5);
    assertThat(Targets.named("last-words").read(words.array())).isTrue();
  }

  @Test
  void aSyncMarkBeforeTheBeginOfTheJournalIsNone() throws Exception {
    ByteBuffer mark = ByteBuffer.allocate(128).putInt(1).put((byte) 1);
    assertThat(Targets.named("sync-mark").read(mark.putLong(5).putLong(-1).array())).isFalse();
  }

  @Test
  void aSyncMarkThatIsLargerThanItsFileIsNone() throws Exception {
    ByteBuffer mark = ByteBuffer.allocate(300).putInt(1).put((byte) 1).putLong(5).putLong(6);
    assertThat(Targets.named("sync-mark").read(mark.put((byte) 200).array())).isFalse();
  }

  @Test
  void aSyncMarkOfABootThatIsNoTextIsNone() throws Exception {
    ByteBuffer mark = ByteBuffer.allocate(128).putInt(1).put((byte) 1).putLong(5).putLong(6);
    assertThat(Targets.named("sync-mark").read(mark.put((byte) 1).put((byte) -1).array()))
        .isFalse();
  }

  /** A journal went on over the rest of the header, which could not be read from then on. */
  @Test
  void aHeaderEndsWhereItsChecksumDoes() throws Exception {
    byte[] seed = Targets.named("journal").seeds().get(0).clone();
    ByteBuffer.wrap(seed).putInt(3 + Long.BYTES, 44);
    for (int at = 90; at < seed.length; at++) {
      seed[at] = 1;
    }
    assertThat(Targets.named("journal").read(seed)).isTrue();
  }

  @Test
  void whatAStrangerCallsAModeIsNotRepeated() throws Exception {
    assertThat(readHex("reply-status", "32" + "0241" + "05" + "0a0d1b5b")).isFalse();
  }

  @Test
  void aHeaderThatNamesNoClassIsDamaged() throws Exception {
    JournalIdentity identity = new JournalIdentity("a\nb", 7);
    byte[] header = new FileHeader(identity, 3, 1, 0, 0).toByteArray(FileHeader.SNAPSHOT_MAGIC);
    byte[] file = new byte[1 + header.length];
    System.arraycopy(header, 0, file, 1, header.length);
    assertThat(Targets.named("snapshot").read(file)).isFalse();
  }

  /** A start ended with a stack trace. */
  @Test
  void filesWhoseNamesHoldNoNumberOfOursAreOfSomebodyElse() throws Exception {
    assertThat(read("names", "dismissed-1x-2\ndismissed-99999999999999999999-1")).isTrue();
    assertThat(read("names", "99999999999999999999.journal\n99999999999999999999.snapshot"))
        .isTrue();
    assertThat(read("names", "00000000000000000017.snapshot.99999999999999999999.new")).isTrue();
  }

  /** The bytes that are kept for clients were counted twice. */
  @Test
  void aSessionThatIsSavedTwiceIsDamage() throws Exception {
    StateMachine state = StateTarget.played(false);
    byte[] saved = StateTarget.saved(state);
    int begin = 3 * Long.BYTES + 1;
    int end = begin + Long.BYTES + 4 + Long.BYTES + 1 + Long.BYTES + 10;
    ByteBuffer twice = ByteBuffer.allocate(1 + saved.length + end - begin);
    twice.put((byte) 20).put(saved, 0, begin - 1).put((byte) 2);
    twice.put(saved, begin, end - begin).put(saved, begin, saved.length - begin);
    assertThat(Targets.named("state").read(twice.array())).isFalse();
  }
}
