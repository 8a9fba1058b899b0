package dev.understudy.benchmarks.codec;

import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;

/** Apache Fory, with all that makes it fast: registered classes, native mode, no references. */
final class ForyCodec implements OrderCodec {

  private final Fory fory;
  private final MemoryBuffer buffer = MemoryBuffer.newHeapBuffer(1 << 12);

  ForyCodec() {
    fory =
        Fory.builder()
            .withXlang(false)
            .withRefTracking(false)
            .requireClassRegistration(true)
            .withAsyncCompilation(false)
            .build();
    fory.register(Order.class);
    fory.register(OrderLine.class);
    fory.register(Side.class);
  }

  @Override
  public int write(Order order) {
    buffer.writerIndex(0);
    fory.serialize(buffer, order);
    return buffer.writerIndex();
  }

  @Override
  public Order read() {
    buffer.readerIndex(0);
    return (Order) fory.deserialize(buffer);
  }
}
