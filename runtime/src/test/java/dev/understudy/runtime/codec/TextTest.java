package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @Provide
  Arbitrary<String> strings() {
    return Samples.STRINGS.filter(
        text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
  }

  @Property
  void stringsAreUtf8AfterTheirLength(@ForAll("strings") String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    WireOutput out = WireOutput.forCall();
    out.writeVarInt(utf8.length + 1);
    out.writeRaw(utf8, 0, utf8.length);
    assertThat(Bytes.ofCall(Codecs.STRING, text)).isEqualTo(out.toByteArray());
  }

  @Property(tries = 2_000)
  void anyCharsComeBack(@ForAll char[] chars) {
    String text = new String(chars);
    assertThat(Bytes.copy(Codecs.STRING, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83dx", "x\ude00y"})
  void halfASurrogatePairComesBack(String text) {
    for (String before : new String[] {"", "?", "\uFFFD", "ä".repeat(300), "?".repeat(300)}) {
      assertThat(Bytes.copy(Codecs.STRING, before + text)).isEqualTo(before + text);
    }
  }

  @Test
  void aPairInTwoHalvesIsRefused() {
    WireOutput out = WireOutput.forCall();
    out.writeBytes(
        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbd, (byte) 0xed, (byte) 0xb8, -128});
    assertThatThrownBy(() -> Bytes.read(Codecs.STRING, out.toByteArray()))
        .isInstanceOf(MalformedInputException.class);
  }

  @Property(tries = 2_000)
  void bytesThatNoStringIsWrittenAsAreRefused(@ForAll byte[] bytes) {
    WireOutput out = WireOutput.forCall();
    out.writeBytes(bytes);
    String text;
    try {
      text = Bytes.read(Codecs.STRING, out.toByteArray());
    } catch (MalformedInputException e) {
      String decoded = new String(bytes, StandardCharsets.UTF_8);
      assertThat(decoded.getBytes(StandardCharsets.UTF_8)).isNotEqualTo(bytes);
      return;
    }
    assertThat(Bytes.ofCall(Codecs.STRING, text)).isEqualTo(out.toByteArray());
  }

  @Test
  void longStrings() {
    for (String text :
        new String[] {"a".repeat(100_000), "ä".repeat(100_000), "😀".repeat(100_000)}) {
      assertThat(Bytes.copy(Codecs.STRING, text)).isEqualTo(text);
    }
  }
}
