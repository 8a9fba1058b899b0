package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import org.junit.jupiter.api.Test;

class StatusTest {

  private static final String PROTECTED =
      """
      Picked up JAVA_TOOL_OPTIONS: -Xmx1g
      {"service":"BoxOffice","mode":"HOT","standbyRole":"SERVER","state":"PROTECTED","epoch":3,\
      "primary":{"pid":12,"sequence":34},"standby":{"pid":56,"phase":"READY","sequence":33},\
      "obituaries":[{"pid":7,"role":"primary","epoch":2,"cause":"its connection was closed",\
      "detectedAt":"2026-01-02T03:04:05.678901Z","takeoverMicros":2100,"lastWords":null}],\
      "problems":[]}
      """;

  @Test
  void readsWhatTheCommandPrints() {
    Status status = Status.parse(PROTECTED).orElseThrow();

    assertThat(status.isProtected()).isTrue();
    assertThat(status.epoch()).isEqualTo(3);
    assertThat(status.serving()).isEqualTo(new Status.Member(12, 34));
    assertThat(status.waiting()).isEqualTo(new Status.Member(56, 33));
    assertThat(status.names(56)).isTrue();
    assertThat(status.names(7)).isFalse();
    assertThat(status.obituaryOf(7).orElseThrow().detected())
        .isEqualTo("2026-01-02T03:04:05.678901Z");
    assertThat(status.obituaryOf(12)).isEmpty();
  }

  @Test
  void knowsAPairThatIsDown() {
    Status status =
        Status.parse(
                "{\"state\":\"DOWN\",\"epoch\":3,\"primary\":null,\"standby\":null,"
                    + "\"obituaries\":[]}")
            .orElseThrow();

    assertThat(status.isProtected()).isFalse();
    assertThatThrownBy(status::serving).hasMessageContaining("DOWN");
  }

  @Test
  void knowsThatNobodyAnswered() {
    assertThat(Status.parse("Nothing runs there.\n")).isEmpty();
    assertThatThrownBy(() -> Status.parse("{\"error\":1}")).isInstanceOf(JsonParseException.class);
  }
}
