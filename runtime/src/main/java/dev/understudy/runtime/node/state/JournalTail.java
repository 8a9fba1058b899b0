package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.wire.LogRecord;
import org.jspecify.annotations.Nullable;

/** The journal as a successor finds it: read to its end, and then its own to append to. */
public final class JournalTail implements Takeover.Tail {

  private final RunDirectory directory;
  private final JournalIdentity identity;
  private final JournalOptions options;
  private final JournalReader reader;
  private @Nullable Journal journal;

  /**
   * @param reader at the place from which on the records are wanted; closed with this tail
   */
  public JournalTail(
      RunDirectory directory,
      JournalIdentity identity,
      JournalOptions options,
      JournalReader reader) {
    this.directory = directory;
    this.identity = identity;
    this.options = options;
    this.reader = reader;
  }

  @Override
  public boolean next(LogRecord into) {
    return reader.next(into);
  }

  @Override
  public long sequence() {
    return reader.position().lastSequence();
  }

  @Override
  public void append(byte[] bytes, int offset, int length, long firstSequence, long lastSequence) {
    journal().append(bytes, offset, length, firstSequence, lastSequence);
    if (options.syncAlways()) {
      journal().force();
    }
  }

  /** The journal, open for appending behind the last whole record; what is torn is cut off. */
  public Journal journal() {
    Journal existing = journal;
    if (existing == null) {
      if (reader.torn()) {
        EventLog.event("cut the torn end of the journal: " + reader.tornDescription());
      }
      existing = Journal.open(directory, identity, reader.position(), options);
      reader.close();
      journal = existing;
    }
    return existing;
  }
}
