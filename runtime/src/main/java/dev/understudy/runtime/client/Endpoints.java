package dev.understudy.runtime.client;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Where the pair says that it can be found. Called by the session's own thread only. */
interface Endpoints {

  /**
   * Asks who is primary and standby.
   *
   * @return what was last published, which may be out of date; null when nothing was
   * @throws IOException when it is there and cannot be read
   */
  @Nullable Pair read() throws IOException;

  /** The address of an endpoint that {@link #read} or a server named. */
  SocketAddress address(String endpoint);

  /** The contract of the class as it is served there, in words; empty where it is not known. */
  String contract(String serverClass);

  /** Where the pair is looked for, for people. */
  String where();

  /**
   * Who is primary and standby.
   *
   * @param primary the endpoint of the primary
   * @param standby the endpoint of the standby, or null without one
   */
  record Pair(String primary, @Nullable String standby) {}
}
