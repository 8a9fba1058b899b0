package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.loop.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are connected to a primary, and what all of them are told. Writer thread only.
 */
final class ClientConnections {

  private final PrimaryCore core;
  private final long life;
  private final Set<ClientConnection> connected = new LinkedHashSet<>();
  private final Map<Long, ClientConnection> bySession = new HashMap<>();
  private final ArrayDeque<ClientConnection> held = new ArrayDeque<>();
  private @Nullable String standbyEndpoint;
  private @Nullable Obituary predecessor;
  private boolean closedForCalls;
  private boolean paused;

  /**
   * @param life the number of the life of the state, which tells sessions of earlier ones apart
   */
  ClientConnections(PrimaryCore core, long life) {
    this.core = core;
    this.life = life;
  }

  long life() {
    return life;
  }

  /** A death made this process primary: clients are told of it when they come. */
  void succeeds(Obituary former) {
    predecessor = former;
  }

  /** Takes over a connection whose HELLO said that it is a client's. */
  void serve(Connection connection, long session, String name) {
    ClientConnection client = new ClientConnection(connection, core, this);
    connection.belongsTo(client);
    connected.add(client);
    if (session == 0) {
      core.openSession(client, name);
    } else {
      core.resumeSession(client, session);
    }
  }

  /** A client is welcome: another connection of its session is an old one. */
  void welcomed(ClientConnection client) {
    ClientConnection former = bySession.put(client.session(), client);
    if (former != null && former != client) {
      former.connection().close();
    }
    if (predecessor != null) {
      client.tell(predecessor);
    }
  }

  /** A connection is closed. */
  void gone(ClientConnection client) {
    connected.remove(client);
    bySession.remove(client.session(), client);
  }

  /** A client has to wait with its next update. */
  void holds(ClientConnection client) {
    held.add(client);
  }

  /** Goes on with clients that had to wait, in turn, as far as updates are admitted. */
  void admitHeld() {
    if (paused) {
      return;
    }
    for (int i = held.size(); i > 0; i--) {
      held.remove().admitHeld(); // It may have to wait again, behind the others.
    }
  }

  @Nullable String standbyEndpoint() {
    return standbyEndpoint;
  }

  /** Tells all clients where the standby is. */
  void standbyChanged(@Nullable String endpoint) {
    standbyEndpoint = endpoint;
    connected.forEach(client -> client.standbyChanged(endpoint));
  }

  /** Reads nothing more from any client, so that what they send can still go elsewhere. */
  void pause() {
    paused = true;
    connected.forEach(client -> client.connection().pause());
  }

  /** Reads on. */
  void resume() {
    paused = false;
    List<ClientConnection> all = new ArrayList<>(connected);
    all.removeAll(held);
    all.forEach(client -> client.connection().resume());
  }

  /**
   * Takes no more calls: what comes now is not applied and not refused, so that the clients bring
   * it to the next primary.
   */
  void closeForCalls() {
    closedForCalls = true;
  }

  boolean isClosedForCalls() {
    return closedForCalls;
  }

  /**
   * Tells all clients that the pair ends. Each closes its connection when it hears that; what it
   * has said before, a goodbye of its own perhaps, is still read.
   */
  void announceEnd() {
    for (ClientConnection client : connected) {
      if (!client.connection().isClosed()) {
        client.connection().send(ServerMessage.Signal.GOODBYE);
        client.connection().flush();
      }
    }
  }

  /** Whether any client is connected. */
  boolean hasAny() {
    return !connected.isEmpty();
  }

  /** Closes the connections of all clients. */
  void closeAll() {
    List.copyOf(connected).forEach(client -> client.connection().close());
  }

  /** Tells all clients that this process leaves in order. */
  void sayGoodbye() {
    List<ClientConnection> all = new ArrayList<>(connected);
    for (ClientConnection client : all) {
      if (!client.connection().isClosed()) {
        client.connection().send(ServerMessage.Signal.GOODBYE);
        client.connection().closeWhenSent();
      }
    }
  }
}
