package dev.understudy.benchmarks.codec;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH measures: each library writes and reads the same order. JMH's thread only. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  /** Whose codec it is. */
  public enum Library {
    /** Ours. */
    GENERATED,
    /** Apache Fory. */
    FORY,
    /** Kryo. */
    KRYO
  }

  /** Which library. */
  @Param public Library library = Library.GENERATED;

  /** How many lines the order has. */
  @Param({"1", "10"})
  public int lines = 1;

  private Order order = Order.of(1);
  private OrderCodec codec = new GeneratedCodec();

  /** Made by JMH. */
  public CodecBenchmark() {}

  /** Makes the order and the codec, and checks that what it reads is what was written. */
  @Setup
  public void begin() {
    order = Order.of(lines);
    codec =
        switch (library) {
          case GENERATED -> new GeneratedCodec();
          case FORY -> new ForyCodec();
          case KRYO -> new KryoCodec();
        };
    if (codec.write(order) == 0 || !codec.read().equals(order)) {
      throw new IllegalStateException(library + " does not give back what it was given");
    }
  }

  /**
   * Writes the order.
   *
   * @return how many bytes
   */
  @Benchmark
  public int write() {
    return codec.write(order);
  }

  /**
   * Reads the order.
   *
   * @return a new one
   */
  @Benchmark
  public Order read() {
    return codec.read();
  }
}
