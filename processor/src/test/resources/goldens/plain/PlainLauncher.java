import dev.understudy.runtime.launch.Launcher;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;

/**
 * The command line of {@link Plain}: starts the pair, shows it, stops it. {@code --help} tells the rest.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class PlainLauncher {
  /**
   * Makes nothing: it has a main.
   */
  private PlainLauncher() {
  }

  /**
   * Runs a command, on a server object made without arguments.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    launch(args, Plain::new);
  }

  /**
   * Runs a command, from a main of the user's own.
   *
   * @param args the command and its options
   * @param server makes the server object, in the primary and in the standby
   */
  public static void launch(String[] args, Supplier<Plain> server) {
    Launcher.launch(
        args,
        PlainReplica.Wire.SERVER_CLASS,
        () -> new PlainStandby(new PlainReplica(server.get())));
  }
}
