package dev.understudy.runtime.node.primary;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LocalCallerTest {

  private static final Operation<String> BOOK =
      Operation.update(0, "book(String)", OutcomeCodec.of(Codecs.STRING));

  /** This thread made the loop, and so is its writer. */
  @Test
  @SuppressWarnings("NullAway") // What is refused never comes to the core.
  void theWriterCannotCallItself() throws IOException {
    LocalCaller caller = new LocalCaller(new EventLoop(), null);
    assertThatThrownBy(() -> caller.call(BOOK, WireOutput.forCall()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "book(String) was called from inside an update or a query: it would wait for itself");
    assertThatThrownBy(() -> caller.callAsync(BOOK, WireOutput.forCall()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "book(String) was called from inside an update or a query: only the primary would do"
                + " so");
  }
}
