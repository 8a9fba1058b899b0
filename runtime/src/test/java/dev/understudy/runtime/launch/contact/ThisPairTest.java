package dev.understudy.runtime.launch.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.api.ThisPair;
import dev.understudy.runtime.directory.PairFile;
import org.junit.jupiter.api.Test;

class ThisPairTest extends PairFixture {

  @Test
  void tellsWhatThePrimarySays() throws Exception {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    PairStatus status = status(pair, State.UNPROTECTED);
    primary(pair, command -> FakePrimary.grant(command, status));
    ThisPair.joined(PairContact.source(directory, TestService.CLASS));

    assertThat(ThisPair.status()).isEqualTo(status);
  }

  @Test
  void isDownWhereNobodyServes() throws Exception {
    ThisPair.joined(PairContact.source(directory, TestService.CLASS));

    assertThat(ThisPair.status().state()).isEqualTo(State.DOWN);
  }
}
