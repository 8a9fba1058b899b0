package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.os.ProcessIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a guardian judges its primaries, one after the other: in mode COLD, unless hung processes
 * are left alone; in the others the standby does. Confined to the guardian's thread.
 */
final class HangDetection {

  private final RunDirectory directory;
  private final Duration hangTimeout;
  private final boolean isCold;
  private @Nullable ColdFailureDetector judge;

  HangDetection(RunDirectory directory, Duration hangTimeout, boolean isCold) {
    this.directory = directory;
    this.hangTimeout = hangTimeout;
    this.isCold = isCold;
  }

  /** A primary serves. */
  void begin(ProcessIdentity primary) {
    end();
    if (isCold && !hangTimeout.isZero()) {
      judge = new ColdFailureDetector(directory, primary, hangTimeout);
    }
  }

  /** The next primary is about to be watched. */
  void end() {
    if (judge != null) {
      judge.close();
      judge = null;
    }
  }

  /** Why the last primary was killed, if it was for that; else what the kernel told. */
  String causeOr(String told) {
    String killed = judge == null ? null : judge.cause();
    return killed == null ? told : killed;
  }
}
