package dev.understudy.runtime.simulation;

import dev.understudy.runtime.codec.RecordCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * What a call of the {@link Ledger} returns: how far it was, and what it saw.
 *
 * @param sequence the last update of the ledger that the call has seen, or was
 * @param chain a digest of all updates up to that one: equal chains are equal pasts
 * @param value the result proper
 */
public record Reading(long sequence, long chain, long value) {

  static final RecordCodec<Reading> CODEC =
      new RecordCodec<>(Reading.class, "sequence", "chain", "value") {
        @Override
        protected void writeField(int field, Reading value, WireOutput out) {
          out.writeLong(
              switch (field) {
                case 0 -> value.sequence;
                case 1 -> value.chain;
                default -> value.value;
              });
        }

        @Override
        protected Reading readFields(WireInput in) {
          return new Reading(in.readLong(), in.readLong(), in.readLong());
        }
      };
}
