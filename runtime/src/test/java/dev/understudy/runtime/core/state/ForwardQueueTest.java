package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForwardQueueTest {

  private final ForwardQueue queue = new ForwardQueue();

  private static LogRecord update(long sequence) {
    return Records.update(sequence, 1, sequence, LedgerCall.add(1, sequence, 100));
  }

  @Test
  void keepsTheBytesOfItsOwnUntilTheyAreForgotten() {
    queue.reset(4);
    LogRecord five = update(5);
    byte[] expected = Arrays.copyOf(five.array(), five.size());
    queue.add(five);
    queue.add(update(6));
    Arrays.fill(five.array(), (byte) 0); // The array is the link's, and used again.
    assertThat(queue.last()).isEqualTo(6);
    assertThat(queue.all()).extracting(ForwardQueue.Kept::sequence).containsExactly(5L, 6L);
    assertThat(queue.all().iterator().next().bytes()).isEqualTo(expected);
    queue.forget(4);
    assertThat(queue.size()).isEqualTo(2);
    queue.forget(5);
    assertThat(queue.all()).extracting(ForwardQueue.Kept::sequence).containsExactly(6L);
    queue.forget(100);
    assertThat(queue.size()).isZero();
    queue.add(update(7));
    assertThat(queue.last()).isEqualTo(7);
  }

  @Test
  void takesOnlyTheNextRecord() {
    queue.reset(4);
    for (long wrong : new long[] {3, 4, 6}) {
      assertThatThrownBy(() -> queue.add(update(wrong)))
          .isInstanceOf(MalformedInputException.class)
          .hasMessage("update " + wrong + " was forwarded after update 4");
    }
    assertThat(queue.size()).isZero();
  }
}
