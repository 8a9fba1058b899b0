package dev.understudy.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    return Samples.STRINGS;
  }

  @Property
  void stringsAreUtf8AfterTheirLength(@ForAll("strings") String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    WireOutput out = WireOutput.forCall();
    out.writeVarInt(utf8.length + 1);
    out.writeRaw(utf8, 0, utf8.length);
    assertThat(Bytes.ofCall(Codecs.STRING, text)).isEqualTo(out.toByteArray());
  }

  @Property
  void anyCharsAreWrittenWholeOrRefused(@ForAll char[] chars) {
    String text = new String(chars);
    byte[] bytes;
    try {
      bytes = Bytes.ofCall(Codecs.STRING, text);
    } catch (IllegalArgumentException e) {
      assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isNotEqualTo(text);
      return;
    }
    assertThat(Bytes.read(Codecs.STRING, bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83dx", "x\ude00y"})
  void halfASurrogatePairIsRefused(String text) {
    String longer = "ä".repeat(300) + text;
    for (String each : new String[] {text, longer}) {
      assertThatThrownBy(() -> Bytes.ofCall(Codecs.STRING, each))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("surrogate");
    }
  }

  @Property
  void bytesThatAreNoUtf8AreRefused(@ForAll byte[] bytes) {
    WireOutput out = WireOutput.forCall();
    out.writeBytes(bytes);
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes);
    if (valid) {
      assertThat(Bytes.read(Codecs.STRING, out.toByteArray())).isEqualTo(decoded);
    } else {
      assertThatThrownBy(() -> Bytes.read(Codecs.STRING, out.toByteArray()))
          .isInstanceOf(MalformedInputException.class);
    }
  }

  @Test
  void longStrings() {
    for (String text :
        new String[] {"a".repeat(100_000), "ä".repeat(100_000), "😀".repeat(100_000)}) {
      assertThat(Bytes.copy(Codecs.STRING, text)).isEqualTo(text);
    }
  }
}
