package dev.x.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** Saves and restores by the methods of the class. */
public final class Driver {

  private Driver() {}

  public static void ownSnapshot() throws Exception {
    Shop_CounterReplica replica = new Shop_CounterReplica(new Shop.Counter(3));
    replica.apply(0, new WireInput(new byte[0]), null, WireOutput.forCall());
    WireOutput saved = WireOutput.forSnapshot();
    replica.save(saved);

    Shop_CounterReplica other = new Shop_CounterReplica(new Shop.Counter(4));
    other.load(WireInput.ofSnapshot(saved.toByteArray(), 0, saved.size()));
    assertThat(other.server().count()).isEqualTo(3);
    assertThat(other.serverClass().name()).isEqualTo("dev.x.counter.Shop$Counter");
    assertThat(other.serverClass().compareResults()).isFalse();
  }
}
