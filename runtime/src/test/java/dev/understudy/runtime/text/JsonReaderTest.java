package dev.understudy.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readsWhatOthersWrite() {
    JsonObject json =
        JsonReader.readObject(
            " { \"a\" : [ ] , \"b\" : \"\\u00e9\\/\\b\\f\\r\\n\\t\\\"\\\\\" , \"c\" : -12 ,"
                + " \"d\":1.5e3, \"e\":{}, \"f\":null, \"g\":false } ");
    assertThat(json.strings("a")).isEmpty();
    assertThat(json.string("b")).isEqualTo("\u00e9/\b\f\r\n\t\"\\");
    assertThat(json.number("c")).isEqualTo(-12);
    assertThat(json.objectOrNull("e")).isNotNull();
    assertThat(json.stringOrNull("f")).isNull();
    assertThatThrownBy(() -> json.number("d")).hasMessage("\"d\" should be a Long, but is 1500.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1,}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":tru}",
        "{a:1}",
        "{\"a\":99999999999999999999}",
        "{\"a\":[1 2]}"
      })
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> JsonReader.readObject(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void refusesDepthBeforeTheStackIsFull() {
    assertThatThrownBy(() -> JsonReader.readObject("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("expected no more than 32 levels");
  }

  @Property(tries = 500)
  void damageNeverLooksLikeAFault(@ForAll String text) {
    try {
      JsonReader.readObject("{\"a\":" + text);
    } catch (MalformedJsonException expected) {
      assertThat(expected).hasMessageContaining("character");
    }
  }
}
