package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.HotClientStandby;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;

/**
 * Mode HOT, standby role CLIENT: requests go out, and their answers come in. Writer thread only.
 */
final class HotClientLink extends PrimaryLink {

  private final HotClientStandby core;

  HotClientLink(Connection connection, HotClientStandby core, Listener listener) {
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
