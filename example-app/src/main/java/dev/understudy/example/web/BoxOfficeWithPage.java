package dev.understudy.example.web;

import dev.understudy.example.BoxOffice;
import dev.understudy.example.BoxOfficeLauncher;

/**
 * The launcher's commands, for a box office that has a page. A standby is started by this same main
 * class with the same arguments, and so has the page ready too.
 *
 * <p>The port comes from the environment, which a standby inherits. It belongs to the process and
 * not to the state, so it is no argument of {@link BoxOffice#open}.
 */
public final class BoxOfficeWithPage {

  private static final String PORT_VARIABLE = "BOX_OFFICE_PORT";
  private static final String DEFAULT_PORT = "8080";
  private static final int USAGE = 2;

  private BoxOfficeWithPage() {}

  /** Does what the command line asks for, as {@link BoxOfficeLauncher} does. */
  public static void main(String[] arguments) {
    String port = System.getenv().getOrDefault(PORT_VARIABLE, DEFAULT_PORT);
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
      System.err.println(PORT_VARIABLE + " is no port from 1 to 65535: '" + port + "'.");
      System.exit(USAGE);
    }
    BoxOfficeLauncher.launch(arguments, () -> new BoxOffice(new Page(Integer.parseInt(port))));
  }
}
