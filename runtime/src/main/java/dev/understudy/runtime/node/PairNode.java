package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.obituary.Fence;
import dev.understudy.runtime.spi.Standby;
import java.util.function.Consumer;

/** TEMPORARY: what launch compiles against until the event loop is there. */
@SuppressWarnings("DoNotCallSuggester")
public final class PairNode {

  private PairNode() {}

  public static int runPrimary(
      RunDirectory directory,
      Fence fence,
      Standby standby,
      NodeOptions options,
      ChildStarter children,
      Consumer<PairNode> started) {
    throw new UnsupportedOperationException("not yet");
  }

  public static int runStandby(
      RunDirectory directory,
      Fence fence,
      Standby standby,
      NodeOptions options,
      ChildStarter children,
      long epoch,
      Consumer<PairNode> promoted) {
    throw new UnsupportedOperationException("not yet");
  }

  public static int runSnapshotter(RunDirectory directory, Standby standby) {
    throw new UnsupportedOperationException("not yet");
  }

  public void requestStop(String why) {
    throw new UnsupportedOperationException("not yet " + why);
  }
}
