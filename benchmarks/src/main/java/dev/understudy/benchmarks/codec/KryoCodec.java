package dev.understudy.benchmarks.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;

/** Kryo, with registered classes and without references. */
final class KryoCodec implements OrderCodec {

  private final Kryo kryo = new Kryo();
  private final Output out = new Output(1 << 12);
  private final Input in = new Input();

  KryoCodec() {
    kryo.setReferences(false);
    kryo.setRegistrationRequired(true);
    kryo.register(Order.class);
    kryo.register(OrderLine.class);
    kryo.register(Side.class);
    kryo.register(ArrayList.class);
  }

  @Override
  public int write(Order order) {
    out.reset();
    kryo.writeObject(out, order);
    return out.position();
  }

  @Override
  public Order read() {
    in.setBuffer(out.getBuffer(), 0, out.position());
    return kryo.readObject(in, Order.class);
  }
}
