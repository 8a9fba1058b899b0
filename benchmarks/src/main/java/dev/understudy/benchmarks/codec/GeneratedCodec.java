package dev.understudy.benchmarks.codec;

import static java.util.Objects.requireNonNull;

import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** The codec that the processor generates for {@link Orders}, used as the writer thread does. */
final class GeneratedCodec implements OrderCodec {

  private final WireOutput out = WireOutput.forCall();
  private final WireInput in = new WireInput();

  @Override
  public int write(Order order) {
    out.clear();
    OrdersReplica.Wire.ORDER.write(order, out);
    return out.size();
  }

  @Override
  public Order read() {
    in.reset(out.array(), 0, out.size());
    return requireNonNull(OrdersReplica.Wire.ORDER.read(in));
  }
}
