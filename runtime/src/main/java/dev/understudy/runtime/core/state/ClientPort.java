package dev.understudy.runtime.core.state;

import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;

/**
 * Where the core sends what is meant for one caller: a connection, or a thread of this process.
 * Once the caller has gone, what is sent is dropped.
 */
public interface ClientPort {

  /**
   * Says that a reply with an outcome of so many bytes waits until it may go.
   *
   * @param bytes of the payload
   */
  default void promise(int bytes) {}

  /**
   * Sends a reply that may go.
   *
   * @param request the caller's number for its call
   * @param status how the call ended
   * @param payload the outcome, or a message in UTF-8; not to be changed
   */
  void reply(long request, ReplyStatus status, byte[] payload);

  /** Tells a client that its session is open, and that this process serves. */
  void welcome(Session session);

  /** Tells a client that has said goodbye that its session has ended; nothing follows. */
  void farewell();

  /** Tells a client that it is not served, and why; nothing follows. */
  void refuse(Refusal refusal, String message);

  /** Ends the connection of a caller that does not keep to the protocol, with a log line. */
  void abandon(String why);
}
