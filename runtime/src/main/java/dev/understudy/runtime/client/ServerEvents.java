package dev.understudy.runtime.client;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a server says on a connection. Called with the session's lock held; what cannot be raises
 * {@link dev.understudy.runtime.wire.MalformedInputException} and ends the connection.
 */
interface ServerEvents {

  /**
   * It serves this session, from here on.
   *
   * @param life the life of the state that the session belongs to
   * @param standby the endpoint of its standby, or null without one
   */
  void welcomed(Connection from, long session, long life, long epoch, @Nullable String standby);

  /** It is a standby; it will welcome the client once it serves. */
  void standingBy(Connection from);

  /** It will not serve this client on this connection. */
  void refused(Connection from, Refusal why, String message);

  /** A request is answered. */
  void replied(long request, ReplyStatus status, byte[] payload);

  /**
   * Its standby is another one now.
   *
   * @param standby its endpoint, or null without one
   */
  void standbyChanged(Connection from, @Nullable String standby);

  /** A process of the pair has died. */
  void died(Obituary obituary);

  /** It has ended this session, as the client asked by its goodbye. */
  void farewell();

  /** It leaves in order. */
  void leaving(Connection from);
}
