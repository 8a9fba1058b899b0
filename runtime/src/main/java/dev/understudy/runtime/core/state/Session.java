package dev.understudy.runtime.core.state;

import dev.understudy.CallingClient;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One client's numbered conversation, as far as it is state: the outcomes of its latest updates,
 * kept until the client has confirmed that it has them. Changed by log records only, so that it is
 * equal on both sides.
 */
public final class Session {

  private static final int INITIAL_CAPACITY = 4;

  private final CallingClient client;
  private long confirmed = 1;

  // The outcomes that are kept, by ascending request, in [head, tail).
  private long[] requests = new long[INITIAL_CAPACITY];
  private byte[][] outcomes = new byte[INITIAL_CAPACITY][];
  private int head;
  private int tail;
  private long keptBytes;

  Session(long id, String name) {
    this.client = new CallingClient(id, name);
  }

  /** Its number: the sequence of the update that opened it. */
  public long id() {
    return client.session();
  }

  /** Who is at the other end. */
  public CallingClient client() {
    return client;
  }

  /** The client has the replies of all requests below. */
  public long confirmed() {
    return confirmed;
  }

  /** The number of outcomes that are kept. */
  public int keptOutcomes() {
    return tail - head;
  }

  /** The bytes of the outcomes that are kept. */
  public long keptBytes() {
    return keptBytes;
  }

  /** The bytes of the outcomes that are kept, without those that the client confirms now. */
  public long keptBytes(long confirmedBelow) {
    long bytes = keptBytes;
    for (int at = head; at < tail && requests[at] < confirmedBelow; at++) {
      bytes -= outcomes[at].length;
    }
    return bytes;
  }

  /** Why this session may have to wait, as the end of a sentence. */
  public String describeKept() {
    return ("the results of %d earlier calls, %d bytes, are kept for this client until it has them:"
            + " have fewer calls with large results under way")
        .formatted(keptOutcomes(), keptBytes);
  }

  /**
   * The outcome of an update that was applied already.
   *
   * @return the outcome, not to be changed; or null if the update was not applied, or is confirmed
   */
  public byte @Nullable [] outcomeOf(long request) {
    if (head == tail || request > requests[tail - 1]) {
      return null;
    }
    int at = Arrays.binarySearch(requests, head, tail, request);
    return at < 0 ? null : outcomes[at];
  }

  void applied(long request, long confirmedBelow, byte[] outcome) {
    forget(confirmedBelow);
    if (tail == requests.length) {
      makeRoom();
    }
    int at = tail;
    // Requests come in order but for those that were refused earlier and are tried again.
    while (at > head && requests[at - 1] > request) {
      requests[at] = requests[at - 1];
      outcomes[at] = outcomes[at - 1];
      at--;
    }
    requests[at] = request;
    outcomes[at] = outcome;
    keptBytes += outcome.length;
    tail++;
  }

  void forget(long confirmedBelow) {
    if (confirmedBelow <= confirmed) {
      return;
    }
    confirmed = confirmedBelow;
    while (head < tail && requests[head] < confirmedBelow) {
      keptBytes -= outcomes[head].length;
      outcomes[head] = EMPTY;
      head++;
    }
    if (head == tail) {
      head = 0;
      tail = 0;
    }
  }

  private static final byte[] EMPTY = new byte[0];

  private void makeRoom() {
    int kept = tail - head;
    int capacity = kept > requests.length / 2 ? requests.length * 2 : requests.length;
    long[] movedRequests = new long[capacity];
    byte[][] movedOutcomes = new byte[capacity][];
    System.arraycopy(requests, head, movedRequests, 0, kept);
    System.arraycopy(outcomes, head, movedOutcomes, 0, kept);
    requests = movedRequests;
    outcomes = movedOutcomes;
    head = 0;
    tail = kept;
  }

  void save(WireOutput out) {
    out.writeLong(id());
    out.writeString(client.name());
    out.writeLong(confirmed);
    out.writeVarInt(tail - head);
    for (int i = head; i < tail; i++) {
      out.writeLong(requests[i]);
      out.writeBytes(outcomes[i]);
    }
  }

  static Session load(WireInput in) {
    Session session = new Session(in.readLong(), String.valueOf(in.readString()));
    session.confirmed = in.readLong();
    int kept = in.readCount();
    for (int i = 0; i < kept; i++) {
      long request = in.readLong();
      byte[] outcome = in.readBytes();
      session.applied(request, session.confirmed, outcome == null ? EMPTY : outcome);
    }
    return session;
  }
}
