package dev.understudy.runtime.node.loop;

/** Until a process has a role, nobody is let in; the loop does not run yet. */
public enum NoHandler implements Handshakes.Handler {
  INSTANCE;

  @Override
  public void client(Connection connection, long session, String name) {
    connection.close();
  }

  @Override
  public void link(Connection connection, long epoch, long pid, long startTicks) {
    connection.close();
  }

  @Override
  public void admin(Connection connection) {
    connection.close();
  }
}
