package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.core.SparePatience;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.SpareFile;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.loop.NoHandler;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is a spare: it waits, on a socket of its own, until a primary says HELLO and
 * so takes it for its standby. It answers with a goodbye. The primary closes the connection once it
 * knows of its standby, and this process is a {@link StandbyNode} from then on. Writer thread only.
 */
public final class SpareNode implements EventLoop.Role, Handshakes.Handler {

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int MOST_ORPHANED_TICKS = 60;
  private static final int MOST_LONELY_TICKS = 3;
  private static final long NO_LIFE = 0; // It has no clients, whose sessions would belong to one.

  /**
   * What a spare is to become.
   *
   * @param epoch the epoch in which it would serve
   * @param primary the process that it understudies
   */
  public record Taken(long epoch, ProcessIdentity primary) {}

  private final RunDirectory directory;
  private final SpareFile file;
  private final SparePatience.Sight sight;
  private final SparePatience patience = new SparePatience(MOST_ORPHANED_TICKS, MOST_LONELY_TICKS);
  private @Nullable Taken taken;
  private boolean released;

  private SpareNode(RunDirectory directory, SpareFile file, SparePatience.Sight sight) {
    this.directory = directory;
    this.file = file;
    this.sight = sight;
  }

  /**
   * Waits until a primary takes this process, or nobody is left who could. The calling thread is
   * the writer for so long.
   *
   * @param file says who this process is
   * @return empty if it is of no use any more
   * @throws IOException if it cannot listen, or be found
   */
  public static Optional<Taken> await(
      RunDirectory directory, ServerClass serverClass, SpareFile file, SparePatience.Sight sight)
      throws IOException {
    EventLoop loop = new EventLoop();
    Handshakes handshakes =
        new Handshakes(serverClass, loop, directory.root(), NO_LIFE, NoHandler.INSTANCE);
    Listeners doors = new Listeners(directory, loop, handshakes);
    SpareNode node = new SpareNode(directory, file, sight);
    try {
      handshakes.leadTo(node);
      doors.openAsSpare();
      file.write(directory);
      loop.run(node);
      if (node.taken == null) {
        node.removeFile();
      }
    } finally {
      doors.closeAll();
      loop.close();
    }
    return Optional.ofNullable(node.taken);
  }

  @Override
  public void link(Connection connection, Hello.Peer peer) {
    if (!patience.take()) {
      connection.close();
      return;
    }
    taken = new Taken(peer.epoch() + 1, new ProcessIdentity(peer.pid(), peer.startTicks()));
    try {
      SpareFile.delete(directory);
    } catch (IOException e) {
      EventLog.event("the file of the spare is left, and names a standby now", e);
    }
    connection.belongsTo(new Taker());
    connection.send(StandbyMessage.Signal.GOODBYE);
  }

  /** The primary that has taken this process: once it knows of its standby, it closes. */
  private final class Taker implements Connection.Owner {

    @Override
    public String peer() {
      return "primary";
    }

    @Override
    public void frame(Connection connection, byte type, WireInput body) {
      throw new MalformedInputException("a frame of type " + type + " to a spare");
    }

    @Override
    public void closed(Connection connection) {
      released = true;
    }
  }

  @Override
  public void client(Connection connection, long session, String name) {
    Handshakes.refuse(connection, Refusal.NOT_NOW, "this is a spare; ask the primary");
  }

  @Override
  public void admin(Connection connection) {
    Handshakes.refuse(connection, Refusal.NOT_NOW, "this is a spare; ask the primary");
  }

  @Override
  public void tick() {
    patience.tick(sight);
    if (!patience.isOver() && patience.seesPair()) {
      keepFile();
    }
  }

  // Somebody may delete it. That of another spare stays: one of them leaves soon.
  private void keepFile() {
    try {
      boolean isTold =
          SpareFile.read(directory)
              .filter(told -> new ProcessIdentity(told.pid(), told.startTicks()).isAlive())
              .isPresent();
      if (!isTold) {
        file.write(directory);
        EventLog.event("the file of this spare was gone: it has been written anew");
      }
    } catch (IOException e) {
      EventLog.event("the file of this spare cannot be kept", e);
    }
  }

  // It would name nobody, in a directory whose pair may have ended.
  private void removeFile() {
    try {
      if (SpareFile.read(directory).filter(file::equals).isPresent()) {
        SpareFile.delete(directory);
      }
    } catch (IOException e) {
      EventLog.event("the file of this spare is left, and names nobody", e);
    }
  }

  @Override
  public void inputEnds() {}

  @Override
  public Duration tickLength() {
    return TICK;
  }

  @Override
  public long maxWaitMillis() {
    return TICK.toMillis();
  }

  @Override
  public boolean hasEnded() {
    return released || patience.state() == SparePatience.State.LEFT;
  }
}
