package dev.understudy.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void aPlainTextStays() {
    assertThat(OneLine.of("Größe: 5 \"€\", it's  so")).isEqualTo("Größe: 5 \"€\", it's  so");
  }

  @Test
  void aBreakIsABlank() {
    assertThat(OneLine.of("one\n  two\r\nthree\n\n four\u2028five\u0085six"))
        .isEqualTo("one two three four five six");
  }

  @Test
  void whatATerminalWouldObeyIsShown() {
    assertThat(OneLine.of("a\u001b[2Jb\u0000c\td")).isEqualTo("a?[2Jb?c d");
  }

  @Property
  void noControlCharacterRemains(@ForAll String text) {
    assertThat(OneLine.of(text)).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
  }
}
