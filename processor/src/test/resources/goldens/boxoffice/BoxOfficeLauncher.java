package dev.x;

import static dev.x.BoxOfficeReplica.Wire;

import dev.understudy.runtime.launch.Launcher;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;

/**
 * The command line of {@link BoxOffice}: starts the pair, shows it, stops it. {@code --help} tells the rest.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class BoxOfficeLauncher {
  /**
   * Makes nothing: it has a main.
   */
  private BoxOfficeLauncher() {
  }

  /**
   * Runs a command, on a server object made without arguments.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    launch(args, BoxOffice::new);
  }

  /**
   * Runs a command, from a main of the user's own.
   *
   * @param args the command and its options
   * @param server makes the server object, in the primary and in the standby
   */
  public static void launch(String[] args, Supplier<BoxOffice> server) {
    Launcher.launch(
        args,
        Wire.SERVER_CLASS,
        () -> new BoxOfficeStandby(new BoxOfficeReplica(server.get())));
  }
}
