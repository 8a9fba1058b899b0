package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.os.ProcessIdentity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells as soon as the writer of the standby has ended: from then on it answers nothing, and can
 * never succeed, although its process may take a while to die. Writer thread only.
 */
public final class OtherWriter {

  private final RunDirectory directory;
  private final EventLoop loop;
  private final Consumer<ProcessIdentity> ended;
  private @Nullable WriterWatch watch;
  private @Nullable ProcessIdentity dead;

  /**
   * @param ended is told of it by the writer of this process; also of a standby that is gone
   */
  public OtherWriter(RunDirectory directory, EventLoop loop, Consumer<ProcessIdentity> ended) {
    this.directory = directory;
    this.loop = loop;
    this.ended = ended;
  }

  /** There is a link to this standby, and so it has its mutex, if there are any. */
  public void watch(ProcessIdentity standby) {
    stop();
    watch =
        WriterWatch.begin(directory, standby, at -> loop.post(() -> hasEnded(standby)))
            .orElse(null);
  }

  private void hasEnded(ProcessIdentity standby) {
    dead = standby;
    ended.accept(standby);
  }

  /** Whether it is of a standby whose writer has ended. */
  public boolean isDead(ProcessIdentity standby) {
    return standby.equals(dead);
  }

  /** The standby is gone. */
  public void stop() {
    if (watch != null) {
      watch.stop();
    }
  }
}
