package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.message.Hello;

/** Until a process has a role, nobody is let in; the loop does not run yet. */
public enum NoHandler implements Handshakes.Handler {
  INSTANCE;

  @Override
  public void client(Connection connection, long session, String name) {
    connection.close();
  }

  @Override
  public void link(Connection connection, Hello.Peer peer) {
    connection.close();
  }

  @Override
  public void admin(Connection connection) {
    connection.close();
  }
}
