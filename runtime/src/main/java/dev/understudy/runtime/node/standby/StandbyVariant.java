package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.standby.WarmStandby;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.node.link.HotClientLink;
import dev.understudy.runtime.node.link.HotServerLink;
import dev.understudy.runtime.node.link.PrimaryLink;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.spi.ObituarySource;

/**
 * What differs between standbys of different modes and roles: what they decide, how they are
 * linked, and what a close of the link means in words. Writer thread only.
 *
 * @param core what it decides
 * @param opening makes the link of an open connection
 * @param obituarySource what tells of the primary's death
 * @param isAsleep whether it does nothing at all until then
 */
record StandbyVariant(
    StandbyCore core, Opening opening, ObituarySource obituarySource, boolean isAsleep) {

  /** Makes the link of an open connection. */
  interface Opening {
    PrimaryLink open(Connection connection, PrimaryLink.Listener listener);
  }

  /** The part that the class was compiled for. */
  static StandbyVariant of(ObituarySource source, StateMachine state, StandbyEffects told) {
    return switch (source) {
      case CLOSE_OF_THE_PRIMARYS_CONNECTION -> {
        HotServerStandby core = new HotServerStandby(state, told);
        yield new StandbyVariant(
            core, (from, listener) -> new HotServerLink(from, core, listener), source, false);
      }
      case ERROR_OF_THE_REQUEST_FOR_AN_UPDATE -> {
        HotClientStandby core = new HotClientStandby(state, told);
        yield new StandbyVariant(
            core, (from, listener) -> new HotClientLink(from, core, listener), source, false);
      }
      case CLOSE_OF_THE_SILENT_CONNECTION, ERROR_OF_THE_UNANSWERED_REQUEST ->
          new StandbyVariant(new WarmStandby(state, told), PrimaryLink::new, source, true);
      case WAIT_OF_THE_GUARDIAN ->
          throw new IllegalStateException("in mode COLD there is no standby");
    };
  }

  /** Whether the standby is a client of the primary, and so the one who connects. */
  boolean connects() {
    return switch (obituarySource) {
      case ERROR_OF_THE_REQUEST_FOR_AN_UPDATE, ERROR_OF_THE_UNANSWERED_REQUEST -> true;
      default -> false;
    };
  }

  /** How the death was noticed, for people. */
  String cause() {
    return switch (obituarySource) {
      case CLOSE_OF_THE_PRIMARYS_CONNECTION -> "the kernel closed its connection to the standby";
      case ERROR_OF_THE_REQUEST_FOR_AN_UPDATE ->
          "the standby's request for the next update ended with an error";
      case CLOSE_OF_THE_SILENT_CONNECTION ->
          "the kernel closed the connection that it held to its sleeping standby";
      case ERROR_OF_THE_UNANSWERED_REQUEST ->
          "the standby's request that is never answered ended with an error";
      case WAIT_OF_THE_GUARDIAN -> "its guardian saw it end";
    };
  }
}
