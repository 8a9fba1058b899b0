package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;

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
  void take(byte type, WireInput body) {
    if (type == FrameType.LINK_JOURNALED) {
      core.answered(body.readLong());
    } else {
      super.take(type, body);
    }
  }
}
