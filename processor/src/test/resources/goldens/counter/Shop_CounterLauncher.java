package dev.x.counter;

import static dev.x.counter.Shop_CounterReplica.Wire;

import dev.understudy.runtime.launch.Launcher;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;

/**
 * The command line of {@link Shop.Counter}: starts the pair, shows it, stops it. {@code --help} tells the rest.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
final class Shop_CounterLauncher {
  /**
   * Makes nothing: it has a main.
   */
  private Shop_CounterLauncher() {
  }

  /**
   * Runs a command; {@link Shop.Counter#launch} makes the server object.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    Shop.Counter.launch(args);
  }

  /**
   * Runs a command, from a main of the user's own.
   *
   * @param args the command and its options
   * @param server makes the server object, in the primary and in the standby
   */
  public static void launch(String[] args, Supplier<Shop.Counter> server) {
    Launcher.launch(
        args,
        Wire.SERVER_CLASS,
        () -> new Shop_CounterStandby(new Shop_CounterReplica(server.get())));
  }
}
