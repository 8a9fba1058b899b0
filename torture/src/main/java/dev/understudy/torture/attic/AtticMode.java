package dev.understudy.torture.attic;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import java.nio.file.Path;
import java.util.Locale;

/** The modes, with an attic for each. */
public enum AtticMode {
  /** The default of Understudy. */
  HOT_SERVER(AtticLauncher.class),
  /** A standby that asks for updates. */
  HOT_CLIENT(HotClientAtticLauncher.class),
  /** A standby that sleeps. */
  WARM(WarmAtticLauncher.class),
  /** The same, with the other role. */
  WARM_CLIENT(WarmClientAtticLauncher.class),
  /** No standby. */
  COLD(ColdAtticLauncher.class);

  private final Class<?> launcher;

  AtticMode(Class<?> launcher) {
    this.launcher = launcher;
  }

  /** The class with the {@code main} of a pair. */
  public Class<?> launcher() {
    return launcher;
  }

  /** Its name on the command line. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether there is a process that waits to take over. */
  public boolean hasStandby() {
    return this != COLD;
  }

  /** What the runtime knows of the class. */
  public ServerClass serverClass() {
    Replica replica =
        switch (this) {
          case HOT_SERVER -> new AtticReplica(new Attic());
          case HOT_CLIENT -> new HotClientAtticReplica(new HotClientAttic());
          case WARM -> new WarmAtticReplica(new WarmAttic());
          case WARM_CLIENT -> new WarmClientAtticReplica(new WarmClientAttic());
          case COLD -> new ColdAtticReplica(new ColdAttic());
        };
    return replica.serverClass();
  }

  /** Connects a client. */
  public AtticConnection connect(Path directory, ClientOptions options) {
    return switch (this) {
      case HOT_SERVER -> {
        AtticClient client = AtticClient.connect(directory, options);
        yield new AtticConnection(client, client::observe, client::payAsync, client::close);
      }
      case HOT_CLIENT -> {
        HotClientAtticClient client = HotClientAtticClient.connect(directory, options);
        yield new AtticConnection(client, client::observe, client::payAsync, client::close);
      }
      case WARM -> {
        WarmAtticClient client = WarmAtticClient.connect(directory, options);
        yield new AtticConnection(client, client::observe, client::payAsync, client::close);
      }
      case WARM_CLIENT -> {
        WarmClientAtticClient client = WarmClientAtticClient.connect(directory, options);
        yield new AtticConnection(client, client::observe, client::payAsync, client::close);
      }
      case COLD -> {
        ColdAtticClient client = ColdAtticClient.connect(directory, options);
        yield new AtticConnection(client, client::observe, client::payAsync, client::close);
      }
    };
  }
}
