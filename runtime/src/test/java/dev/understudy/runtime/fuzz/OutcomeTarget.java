package dev.understudy.runtime.fuzz;

import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.codec.RecordCodec;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a call ended: what a client reads of a reply, and a standby of its primary's outcomes. */
final class OutcomeTarget implements FuzzTarget {

  /** A declared exception. */
  private static final class SoldException extends Exception {
    private static final long serialVersionUID = 1;

    SoldException(String message) {
      super(message);
    }
  }

  private static final class SoldCodec extends RecordCodec<SoldException> {

    SoldCodec() {
      super(SoldException.class, "message");
    }

    @Override
    protected void writeField(int field, SoldException value, WireOutput out) {
      out.writeString(value.getMessage());
    }

    @Override
    protected SoldException readFields(WireInput in) {
      return new SoldException(in.hasMore() ? in.readString() : null);
    }
  }

  private static final OutcomeCodec<Map<String, Long>> CODEC =
      OutcomeCodec.of(Codecs.map(Map.class, Codecs.STRING, Codecs.BOXED_LONG), new SoldCodec());
  private static final Operation<Map<String, Long>> OPERATION =
      Operation.update(0, "count()", CODEC);

  @Override
  public String name() {
    return "outcome";
  }

  @Override
  public List<byte[]> seeds() {
    WireOutput value = WireOutput.forCall();
    CODEC.writeValue(new TreeMap<>(Map.of("a", 1L, "b", 2L)), value);
    WireOutput declared = WireOutput.forCall();
    CODEC.writeException(0, new SoldException("sold"), declared);
    WireOutput failed = WireOutput.forCall();
    OutcomeCodec.writeFailure(new IllegalStateException("no"), failed);
    return List.of(value.toByteArray(), declared.toByteArray(), failed.toByteArray());
  }

  @Override
  public boolean read(byte[] input) {
    WireOutput out = WireOutput.forCall();
    String told;
    try {
      told = told(input, out);
    } catch (MalformedInputException e) {
      return Refusal.by(e);
    }
    byte[] written = out.toByteArray();
    if (written.length > 0) {
      Same.require(told, told(written, WireOutput.forCall()));
      if (!CODEC.same(new WireInput(input), new WireInput(written))) {
        throw new AssertionError("an outcome that is not equal to itself: " + told);
      }
    }
    return true;
  }

  /** What the caller gets; it is written again, but for what its type alone tells. */
  private static String told(byte[] input, WireOutput out) {
    try {
      Map<String, Long> value = CODEC.read(OPERATION, new WireInput(input));
      CODEC.writeValue(value, out);
      return "returned " + value;
    } catch (SoldException e) {
      CODEC.writeException(0, e, out);
      return "sold: " + e.getMessage();
    } catch (UpdateFailedException e) {
      return "failed: " + e.getMessage();
    } catch (MalformedInputException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("neither a result nor a refusal", e);
    }
  }
}
