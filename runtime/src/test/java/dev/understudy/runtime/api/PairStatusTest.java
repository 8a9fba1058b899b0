package dev.understudy.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.PairStatus.Phase;
import dev.understudy.runtime.api.PairStatus.Primary;
import dev.understudy.runtime.api.PairStatus.Standby;
import dev.understudy.runtime.api.PairStatus.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairStatusTest {

  private static final Obituary OBITUARY =
      new Obituary(
          4711,
          "primary",
          2,
          "its connection was closed",
          Instant.parse("2026-11-21T10:15:30.123456Z"),
          1234,
          null);

  private static PairStatus status(State state) {
    return status(state, null);
  }

  private static PairStatus status(State state, PairStatus.@Nullable Spare spare) {
    return new PairStatus(
        "BoxOffice",
        Mode.HOT,
        StandbyRole.SERVER,
        state,
        3,
        state == State.DOWN ? null : new Primary(4812, 1042),
        state == State.PROTECTED ? new Standby(4913, Phase.READY, 1040) : null,
        spare,
        List.of(OBITUARY),
        state == State.UNPROTECTED ? List.of("The standby died 3 times.") : List.of(),
        0);
  }

  private static PairStatus cold(State state, long guardianPid) {
    return new PairStatus(
        "BoxOffice",
        Mode.COLD,
        StandbyRole.SERVER,
        state,
        3,
        new Primary(4812, 1042),
        null,
        null,
        List.of(),
        List.of(),
        guardianPid);
  }

  @Test
  void inModeColdTheGuardianStandsWhereAStandbyWould() {
    assertThat(StatusText.of(cold(State.PROTECTED, 4700), null, ZoneOffset.UTC))
        .isEqualToNormalizingNewlines(
            """
            BoxOffice   PROTECTED
            mode        COLD
            epoch       3
            primary     pid 4812    sequence 1042
            guardian    pid 4700
            obituaries  none""");
    assertThat(cold(State.PROTECTED, 4700).toJson())
        .endsWith("\"problems\":[],\"guardian\":{\"pid\":4700}}");
  }

  @Test
  void theSpareIsShownWhereThereIsOne() {
    PairStatus status = status(State.PROTECTED, new PairStatus.Spare(5001, Phase.ASLEEP));
    assertThat(StatusText.of(status, null, ZoneOffset.UTC))
        .contains("\nspare       pid 5001    ASLEEP\n");
    assertThat(status.toJson())
        .contains("\"sequence\":1040},\"spare\":{\"pid\":5001,\"phase\":\"ASLEEP\"},");
    assertThat(status(State.PROTECTED).toJson()).doesNotContain("spare");
  }

  @Test
  void inModeColdThereIsNoProtectionWithoutAGuardian() {
    assertThat(StatusText.of(cold(State.UNPROTECTED, 0), null, ZoneOffset.UTC))
        .contains("there is no guardian that could start the next primary.")
        .contains("guardian    none");
  }

  @Test
  void jsonIsExactlyThatOfTheDesign() {
    assertThat(status(State.PROTECTED).toJson())
        .isEqualTo(
            "{\"service\":\"BoxOffice\",\"mode\":\"HOT\",\"standbyRole\":\"SERVER\","
                + "\"state\":\"PROTECTED\",\"epoch\":3,"
                + "\"primary\":{\"pid\":4812,\"sequence\":1042},"
                + "\"standby\":{\"pid\":4913,\"phase\":\"READY\",\"sequence\":1040},"
                + "\"obituaries\":[{\"pid\":4711,\"role\":\"primary\",\"epoch\":2,"
                + "\"cause\":\"its connection was closed\","
                + "\"detectedAt\":\"2026-11-21T10:15:30.123456Z\","
                + "\"takeoverMicros\":1234,\"lastWords\":null}],\"problems\":[]}");
  }

  @Test
  void aStandbyHasThePhasesOfTheDesign() {
    assertThat(Phase.values())
        .extracting(Phase::name)
        .containsExactly("JOINING", "READY", "ASLEEP");
  }

  @Test
  void processesThatAreNotThereAreNull() {
    assertThat(status(State.DOWN).toJson()).contains("\"primary\":null,\"standby\":null");
  }

  @Test
  void whatOthersWroteStaysWithinItsLine() {
    PairStatus now = status(State.UNPROTECTED);
    PairStatus told =
        new PairStatus(
            now.service(),
            now.mode(),
            now.standbyRole(),
            now.state(),
            now.epoch(),
            now.primary(),
            now.standby(),
            now.spare(),
            now.obituaries(),
            List.of("book() gave 'a\nstandby     pid 1', and 'b'."),
            0);
    assertThat(StatusText.of(told, null, ZoneOffset.UTC))
        .endsWith("problems    book() gave 'a standby     pid 1', and 'b'.");
  }

  @Test
  void textOfAProtectedPair() {
    assertThat(StatusText.of(status(State.PROTECTED), null, ZoneOffset.UTC))
        .isEqualToNormalizingNewlines(
            """
            BoxOffice   PROTECTED
            mode        HOT, standby role SERVER
            epoch       3
            primary     pid 4812    sequence 1042
            standby     pid 4913    sequence 1040  READY, 2 behind
            obituaries  2026-11-21 10:15:30.123  epoch 2    primary 4711: its connection was \
            closed; takeover in 1.2 ms""");
  }

  @Test
  void textOfAnUnprotectedPairSaysWhatThatMeans() {
    assertThat(StatusText.of(status(State.UNPROTECTED), null, ZoneOffset.UTC))
        .startsWith("BoxOffice   UNPROTECTED: clients are served, but there is no standby")
        .contains("standby     none")
        .endsWith("problems    The standby died 3 times.");
  }

  @Test
  void textOfAPairThatIsDownSaysWhatToDo() {
    assertThat(status(State.DOWN).toText())
        .startsWith(
            "BoxOffice   DOWN: nothing serves. 'start' brings back every acknowledged update.");
  }

  @Property(tries = 200)
  void anyStatusIsJsonThatOthersCanRead(@ForAll("statuses") PairStatus status) {
    assertThat(StatusOfJson.read(status.toJson())).isEqualTo(status);
    assertThat(status.toText()).isNotEmpty();
  }

  @Provide
  Arbitrary<PairStatus> statuses() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<Long> number = Arbitraries.longs();
    Arbitrary<Obituary> obituary =
        Combinators.combine(number, text, number, text, number, text.injectNull(0.5))
            .as(
                (pid, role, epoch, cause, micros, words) ->
                    new Obituary(
                        pid,
                        role,
                        epoch,
                        cause,
                        OBITUARY.detectedAt().plusNanos(pid),
                        micros,
                        words));
    return Combinators.combine(
            text,
            Arbitraries.of(Mode.class),
            Arbitraries.of(StandbyRole.class),
            Arbitraries.of(State.class),
            number,
            Combinators.combine(number, number).as(Primary::new).injectNull(0.3),
            Combinators.combine(number, Arbitraries.of(Phase.class), number)
                .as(Standby::new)
                .injectNull(0.3),
            Combinators.combine(obituary.list().ofMaxSize(3), text.list().ofMaxSize(3))
                .as(List::of))
        .as(PairStatusTest::statusOf);
  }

  @SuppressWarnings("unchecked")
  private static PairStatus statusOf(
      String service,
      Mode mode,
      StandbyRole role,
      State state,
      long epoch,
      Primary primary,
      Standby standby,
      List<List<?>> lists) {
    return new PairStatus(
        service,
        mode,
        role,
        state,
        epoch,
        primary,
        standby,
        standby == null ? null : new PairStatus.Spare(epoch | 1, Phase.ASLEEP),
        (List<Obituary>) lists.get(0),
        (List<String>) lists.get(1),
        epoch & 0xffff);
  }
}
