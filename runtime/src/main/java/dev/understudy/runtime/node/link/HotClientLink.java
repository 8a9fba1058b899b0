package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.node.loop.Connection;

/**
 * Mode HOT, standby role CLIENT: requests go out, and their answers come in. Writer thread only.
 */
public final class HotClientLink extends PrimaryLink {

  private final HotClientStandby core;

  public HotClientLink(Connection connection, HotClientStandby core, Listener listener) {
    super(connection, listener);
    this.core = core;
  }

  @Override
  public void journaled(long journaled) {
    core.answered(journaled);
  }
}
