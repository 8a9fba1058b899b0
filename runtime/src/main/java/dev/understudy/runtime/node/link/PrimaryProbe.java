package dev.understudy.runtime.node.link;

import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.LinkConnector;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.WireInput;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a standby that is not linked yet learns whether its primary makes progress: it asks as a
 * command does, and the primary's writer answers. Without that it would take a healthy primary,
 * whose signs of life it cannot hear, for a hung one. Writer thread only.
 */
public final class PrimaryProbe implements Connection.Owner {

  private static final int TICKS_BETWEEN_QUESTIONS = 10;

  private final Path endpoint;
  private final EventLoop loop;
  private final ServerClass serverClass;
  private final Runnable heard;
  private @Nullable Connection asking;
  private int ticks;

  /**
   * @param endpoint where the primary listens
   * @param heard is run when it answers
   */
  public PrimaryProbe(Path endpoint, EventLoop loop, ServerClass serverClass, Runnable heard) {
    this.endpoint = endpoint;
    this.loop = loop;
    this.serverClass = serverClass;
    this.heard = heard;
  }

  /** A tick has passed. */
  public void tick() {
    ticks++;
    if (asking == null && ticks >= TICKS_BETWEEN_QUESTIONS) {
      ticks = 0;
      asking =
          LinkConnector.ask(endpoint, loop, serverClass, CommandRequest.STATUS, this).orElse(null);
    }
  }

  /** There is a link now, or nobody to ask. */
  public void end() {
    if (asking != null) {
      asking.close();
    }
  }

  @Override
  public String peer() {
    return "primary";
  }

  @Override
  public void frame(Connection connection, byte type, WireInput body) {
    heard.run();
    connection.close();
  }

  @Override
  public void closed(Connection connection) {
    asking = null;
  }
}
