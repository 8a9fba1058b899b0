package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.link.PrimaryProbe;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.LinkConnector;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import java.nio.file.Path;
import java.util.Optional;

/** What a standby does until there is a link to its primary. Writer thread only. */
final class LinkSearch {

  private final Path socket;
  private final EventLoop loop;
  private final ServerClass serverClass;
  private final long epoch;
  private final boolean connects;
  private final boolean asks;
  private final PrimaryProbe probe;

  /**
   * @param epoch that of the primary
   * @param connects whether this process opens the link; else it waits for the primary to do so
   * @param heard is run when the primary gives a sign of life
   */
  LinkSearch(
      NodeContext context,
      EventLoop loop,
      ServerClass serverClass,
      ProcessIdentity primary,
      long epoch,
      boolean connects,
      Runnable heard) {
    this.socket = context.directory().socket(RunDirectory.endpointName(epoch, primary.pid()));
    this.loop = loop;
    this.serverClass = serverClass;
    this.epoch = epoch;
    this.connects = connects;
    this.asks = !context.options().hangTimeout().isZero();
    this.probe = new PrimaryProbe(socket, loop, serverClass, heard);
  }

  /** A turn has passed: connects, if that is for this process to do and the primary listens. */
  Optional<Connection> turn() {
    return connects ? LinkConnector.tryLink(socket, loop, serverClass, epoch) : Optional.empty();
  }

  /** A tick has passed. */
  void tick() {
    if (asks) {
      probe.tick();
    }
  }

  /** There is a link. */
  void end() {
    probe.end();
  }
}
