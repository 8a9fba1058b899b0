package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the conversation, one at a time. */
class RequestsInFlightTest {

  private final RequestsInFlight conversation = new RequestsInFlight();

  @Test
  void numbersCountFromOneForUpdatesAndQueriesAlike() {
    StubCall update = submit(Counter.ADD);
    StubCall query = submit(Counter.SUM);
    assertThat(update.request()).isEqualTo(1);
    assertThat(query.request()).isEqualTo(2);
    assertThat(sent()).containsExactly(update, query);
    assertThat(sent()).isEmpty();
  }

  @Test
  void confirmedIsTheLowestUnanswered() {
    submit(Counter.ADD);
    submit(Counter.ADD);
    submit(Counter.ADD);
    assertThat(conversation.confirmed()).isEqualTo(1);
    conversation.answered(2);
    assertThat(conversation.confirmed()).isEqualTo(1);
    conversation.answered(1);
    assertThat(conversation.confirmed()).isEqualTo(3);
    conversation.answered(3);
    assertThat(conversation.confirmed()).isEqualTo(4);
  }

  @Test
  void duplicateRepliesAreIgnoredAndImpossibleOnesRefused() {
    StubCall first = submit(Counter.ADD);
    submit(Counter.ADD);
    StubCall third = submit(Counter.ADD);
    assertThat(conversation.answered(3)).isSameAs(third);
    assertThat(conversation.answered(3)).isNull();
    assertThat(conversation.answered(1)).isSameAs(first);
    assertThat(conversation.answered(1)).isNull();
    assertThatThrownBy(() -> conversation.answered(4)).isInstanceOf(MalformedInputException.class);
    assertThatThrownBy(() -> conversation.answered(0)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void aNewConnectionGetsAllThatIsUnansweredInOrderBeforeWhatIsNew() {
    submit(Counter.ADD);
    StubCall second = submit(Counter.SUM);
    StubCall third = submit(Counter.ADD);
    StubCall fourth = submit(Counter.ADD);
    sent();
    conversation.answered(1);
    conversation.giveUp(third);
    StubCall fifth = submit(Counter.ADD);
    conversation.reconnected();
    assertThat(sent()).containsExactly(second, fourth, fifth);
  }

  @Test
  void whoFindsNoRoomWaitsInLine() {
    List<StubCall> calls = new ArrayList<>();
    for (int i = 0; i < RequestsInFlight.MAX_IN_FLIGHT + 3; i++) {
      calls.add(submit(Counter.ADD));
    }
    assertThat(sent()).hasSize(RequestsInFlight.MAX_IN_FLIGHT);
    assertThat(calls.get(RequestsInFlight.MAX_IN_FLIGHT).admitted()).isFalse();
    conversation.answered(2);
    assertThat(sent()).isEmpty();
    conversation.answered(1);
    assertThat(sent())
        .containsExactly(
            calls.get(RequestsInFlight.MAX_IN_FLIGHT),
            calls.get(RequestsInFlight.MAX_IN_FLIGHT + 1));
    assertThat(conversation.unanswered()).isEqualTo(RequestsInFlight.MAX_IN_FLIGHT + 1);
    assertThat(conversation.giveUp(calls.get(RequestsInFlight.MAX_IN_FLIGHT + 2))).isTrue();
    assertThat(conversation.unanswered()).isEqualTo(RequestsInFlight.MAX_IN_FLIGHT);
  }

  @Test
  void theBytesInFlightAreBoundedButASingleLargeCallGoes() {
    int half = (int) (RequestsInFlight.MAX_IN_FLIGHT_BYTES / 2) + 1;
    StubCall large = submit(Counter.ADD, half);
    StubCall larger = submit(Counter.ADD, half);
    StubCall small = submit(Counter.ADD, 8);
    assertThat(sent()).containsExactly(large);
    conversation.answered(1);
    assertThat(sent()).containsExactly(larger, small);
  }

  @Test
  void whatIsGivenUpIsNeverSentAgainAndItsReplyIsIgnored() {
    StubCall first = submit(Counter.ADD);
    sent();
    assertThat(conversation.giveUp(first)).isTrue();
    assertThat(conversation.giveUp(first)).isFalse();
    assertThat(conversation.confirmed()).isEqualTo(2);
    conversation.reconnected();
    assertThat(sent()).isEmpty();
    assertThat(conversation.answered(1)).isNull();
  }

  @Test
  void deadlinesEndCallsInFlightAndInLine() {
    StubCall early = new StubCall(Counter.ADD, 8, 100);
    StubCall late = new StubCall(Counter.ADD, 8, 200);
    conversation.submit(late);
    conversation.submit(early);
    assertThat(conversation.earliestDeadlineNanos()).isEqualTo(100);
    assertThat(conversation.takeExpired(99)).isEmpty();
    assertThat(conversation.takeExpired(100)).isEqualTo(List.of(early));
    assertThat(conversation.earliestDeadlineNanos()).isEqualTo(200);
    for (int i = 0; i < RequestsInFlight.MAX_IN_FLIGHT; i++) {
      conversation.submit(new StubCall(Counter.ADD, 8, 300));
    }
    StubCall waiting = new StubCall(Counter.ADD, 8, 150);
    conversation.submit(waiting);
    assertThat(waiting.admitted()).isFalse();
    assertThat(conversation.takeExpired(150)).isEqualTo(List.of(waiting));
    assertThat(conversation.takeExpired(1000)).hasSize(RequestsInFlight.MAX_IN_FLIGHT + 1);
    assertThat(conversation.unanswered()).isZero();
    assertThat(conversation.earliestDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anEndedSessionLosesTheUpdatesThatWereSent() {
    StubCall update = submit(Counter.ADD);
    StubCall query = submit(Counter.SUM);
    sent();
    StubCall unsent = submit(Counter.ADD);
    assertThat(conversation.sessionEnded()).isEqualTo(List.of(update));
    assertThat(sent()).containsExactly(query, unsent);
    assertThat(query.request()).isEqualTo(1);
    assertThat(unsent.request()).isEqualTo(2);
    assertThat(conversation.confirmed()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedForWantOfProtectionIsTriedAgainInOrderUnderOtherNumbers() {
    StubCall first = submit(Counter.ADD);
    StubCall second = submit(Counter.ADD);
    sent();
    StubCall unsent = submit(Counter.ADD);
    conversation.unprotected(1, 0);
    StubCall later = submit(Counter.ADD);
    assertThat(later.admitted()).isTrue();
    assertThat(sent()).isEmpty();
    conversation.unprotected(2, 0);
    assertThat(conversation.confirmed()).isEqualTo(4);
    conversation.tryAgain(conversation.nextEventNanos() - 1);
    assertThat(sent()).isEmpty();
    conversation.tryAgain(conversation.nextEventNanos());
    assertThat(sent()).containsExactly(first, second, unsent, later);
    assertThat(first.request()).isEqualTo(4);
    assertThat(conversation.nextEventNanos()).isEqualTo(UpdatesAwaitingStandby.NEVER);
    assertThat(conversation.unanswered()).isEqualTo(4);
  }

  @Test
  void aNewConnectionPutsWhatIsHeldInOrderAgainWithoutWaitingForOldRefusals() {
    StubCall first = submit(Counter.ADD);
    StubCall second = submit(Counter.ADD);
    sent();
    conversation.unprotected(1, 0);
    conversation.tryAgain(conversation.nextEventNanos());
    assertThat(sent()).as("the second may not have been read yet").isEmpty();
    conversation.reconnected();
    assertThat(sent()).containsExactly(first, second);
  }

  @Test
  void queriesGoOnWhileUpdatesAreHeld() {
    submit(Counter.ADD);
    sent();
    conversation.unprotected(1, 0);
    StubCall update = submit(Counter.ADD);
    StubCall query = submit(Counter.SUM);
    assertThat(sent()).containsExactly(query);
    assertThat(update.request()).isZero();
  }

  @Test
  void thePausesGrowUntilAnUpdateIsAnswered() {
    submit(Counter.ADD);
    long now = 0;
    List<Long> pauses = new ArrayList<>();
    for (int request = 1; request <= 8; request++) {
      sent();
      conversation.unprotected(request, now);
      pauses.add((conversation.nextEventNanos() - now) / 1_000_000);
      now = conversation.nextEventNanos();
      conversation.tryAgain(now);
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 200L, 200L);
    sent();
    conversation.answered(9);
    submit(Counter.ADD);
    sent();
    conversation.unprotected(10, now);
    assertThat(conversation.nextEventNanos() - now).isEqualTo(5_000_000);
  }

  @Test
  void whatIsHeldUntilItsDeadlineIsKnownNotToBeApplied() {
    StubCall call = new StubCall(Counter.ADD, 8, 100);
    conversation.submit(call);
    StubCall behind = new StubCall(Counter.ADD, 8, 7_000_000_000L);
    conversation.submit(behind);
    sent();
    conversation.unprotected(1, 0);
    conversation.unprotected(2, 0);
    assertThat(conversation.takeExpired(100)).isEqualTo(List.of(call));
    assertThat(call.held()).isTrue();
    assertThat(call.sent()).isFalse();
    // Too near to its deadline for another try, whose outcome might not be known in time.
    long soon = 7_000_000_000L - 1;
    conversation.tryAgain(soon);
    assertThat(sent()).isEmpty();
    assertThat(conversation.takeExpired(7_000_000_000L)).isEqualTo(List.of(behind));
    assertThat(conversation.unanswered()).isZero();
    StubCall next = submit(Counter.ADD);
    assertThat(sent()).containsExactly(next);
  }

  @Test
  void whatIsHeldCountsAsInFlight() {
    submit(Counter.ADD);
    sent();
    conversation.unprotected(1, 0);
    for (int i = 1; i < RequestsInFlight.MAX_IN_FLIGHT; i++) {
      assertThat(submit(Counter.ADD).admitted()).isTrue();
    }
    StubCall waiting = submit(Counter.ADD);
    assertThat(waiting.admitted()).isFalse();
    assertThat(conversation.unanswered()).isEqualTo(RequestsInFlight.MAX_IN_FLIGHT + 1);
    assertThat(conversation.takeAll())
        .hasSize(RequestsInFlight.MAX_IN_FLIGHT + 1)
        .endsWith(waiting);
    assertThat(conversation.unanswered()).isZero();
  }

  private StubCall submit(Operation<Long> operation) {
    return submit(operation, 8);
  }

  private StubCall submit(Operation<Long> operation, int bytes) {
    StubCall call = new StubCall(operation, bytes, Long.MAX_VALUE);
    conversation.submit(call);
    return call;
  }

  private List<PendingCall<?>> sent() {
    List<PendingCall<?>> sent = new ArrayList<>();
    PendingCall<?> call = conversation.takeNextToSend();
    while (call != null) {
      sent.add(call);
      call = conversation.takeNextToSend();
    }
    return sent;
  }

  /** A call that nobody waits for. */
  static final class StubCall extends PendingCall<Long> {

    StubCall(Operation<Long> operation, int bytes, long deadlineNanos) {
      super(operation, bytes(bytes), 0, deadlineNanos);
    }

    private static WireOutput bytes(int length) {
      WireOutput out = WireOutput.forCall();
      out.writeRaw(new byte[length], 0, length);
      return out;
    }

    @Override
    void signal() {}

    @Override
    boolean released() {
      return ended();
    }
  }
}
