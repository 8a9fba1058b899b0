package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.wire.LogRecord;
import java.util.List;

/**
 * Log records, one behind the other. The first byte says whether their checksums are right: what
 * they are not of is never a record, and nothing is thrown in any case.
 */
final class RecordTarget implements FuzzTarget {

  @Override
  public String name() {
    return "records";
  }

  @Override
  public List<byte[]> seeds() {
    byte[] batch = Records.batch();
    byte[] seed = new byte[1 + batch.length];
    System.arraycopy(batch, 0, seed, 1, batch.length);
    return List.of(seed);
  }

  @Override
  public boolean read(byte[] input) {
    if (input.length == 0) {
      return false;
    }
    byte[] bytes = input.clone();
    if ((input[0] & 1) == 0) {
      Checksums.ofRecords(bytes, 1);
    }
    LogRecord record = new LogRecord();
    int at = 1;
    int size;
    while ((size = record.parse(bytes, at, bytes.length - at)) > 0) {
      if (size > bytes.length - at || size != record.size() || record.offset() != at) {
        throw new AssertionError("a record of " + size + " bytes in " + (bytes.length - at));
      }
      String told = Records.told(record);
      byte[] written = Records.written(record);
      LogRecord again = new LogRecord();
      if (again.parse(written, 0, written.length) != written.length) {
        throw new AssertionError(told + " was written, and cannot be read");
      }
      Same.require(told, Records.told(again));
      at += size;
    }
    return size == 0;
  }
}
