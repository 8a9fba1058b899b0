package dev.understudy.processor.writing;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;

/**
 * How a standby learns of the death of its primary, for one mode and standby role.
 *
 * @param constant the name of the runtime's constant
 * @param javadoc what it means, for who reads the generated code
 */
record ObituaryText(String constant, String javadoc) {

  private static final String HOT =
      "Mode HOT: the standby is a running process that receives every update.";
  private static final String WARM =
      "Mode WARM: the standby is a running process that sleeps, and reads the journal when it takes"
          + " over.";

  static ObituaryText of(Mode mode, StandbyRole role) {
    boolean server = role == StandbyRole.SERVER;
    return switch (mode) {
      case HOT -> server ? hotServer() : hotClient();
      case WARM -> server ? warmServer() : warmClient();
      case COLD ->
          new ObituaryText(
              "WAIT_OF_THE_GUARDIAN",
              "Mode COLD: there is no standby. The guardian waits for the end of its child, the"
                  + " primary, and starts\nthe next one.");
    };
  }

  private static ObituaryText hotServer() {
    return new ObituaryText(
        "CLOSE_OF_THE_PRIMARYS_CONNECTION",
        HOT
            + " Standby role SERVER: it is a server,\nand the primary is its client, which never"
            + " closes the connection. So once the kernel closes it, the\nprimary is dead.");
  }

  private static ObituaryText hotClient() {
    return new ObituaryText(
        "ERROR_OF_THE_REQUEST_FOR_AN_UPDATE",
        HOT
            + " Standby role CLIENT: it asks the\nprimary for the next update, and its request"
            + " waits until there is one. Once the kernel ends that request\nwith an error, the"
            + " primary is dead.");
  }

  private static ObituaryText warmServer() {
    return new ObituaryText(
        "CLOSE_OF_THE_SILENT_CONNECTION",
        WARM
            + " Standby role\nSERVER: it is a server, and the primary is its client, which never"
            + " closes the connection. So once the\nkernel closes it, the primary is dead.");
  }

  private static ObituaryText warmClient() {
    return new ObituaryText(
        "ERROR_OF_THE_UNANSWERED_REQUEST",
        WARM
            + " Standby role\nCLIENT: it sends the primary one request that is never answered. Once"
            + " the kernel ends it with an error, the\nprimary is dead.");
  }
}
