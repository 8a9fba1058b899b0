package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.node.link.WaitingClient;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.wire.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Who comes to a standby: clients wait, a primary is linked, commands are sent on. Writer only. */
final class StandbyReception implements Handshakes.Handler {

  /** Takes a process that says that it is the primary. */
  interface LinkOffer {
    void linkOffered(Connection connection, long pid);
  }

  private final LinkOffer link;
  private final List<WaitingClient> waiting = new ArrayList<>();

  StandbyReception(LinkOffer link) {
    this.link = link;
  }

  /** The clients who came before this process served. */
  List<WaitingClient> waiting() {
    return waiting;
  }

  /** This process leaves. */
  void close() {
    List.copyOf(waiting).forEach(client -> client.connection().close()); // Each leaves the list.
  }

  @Override
  public void client(Connection connection, long session, String name) {
    WaitingClient.admit(connection, session, name, waiting);
  }

  @Override
  public void link(Connection connection, Hello.Peer peer) {
    link.linkOffered(connection, peer.pid());
  }

  @Override
  public void admin(Connection connection) {
    Handshakes.refuse(connection, Refusal.NOT_NOW, "this is the standby; ask the primary");
  }
}
