package dev.understudy.runtime.client;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client has seen of a pair while it looked for the primary. */
final class SearchDiagnostics {

  private final Endpoints endpoints;
  private final Map<String, String> troubles = new HashMap<>();
  private Endpoints.@Nullable Pair pair;
  private @Nullable String readFailure;
  private boolean looked;

  SearchDiagnostics(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Reads the pair file anew; what it said before stands if that fails. */
  Endpoints.@Nullable Pair readPair() {
    try {
      pair = endpoints.read();
      looked = true;
      readFailure = null;
    } catch (IOException e) {
      readFailure = e.getMessage();
    }
    return pair;
  }

  /** Whether the pair file was looked for, and is not there. */
  boolean seesNoPair() {
    return looked && pair == null && readFailure == null;
  }

  /** Whether an endpoint is the one that the pair file called primary. */
  boolean isPublishedPrimary(String endpoint) {
    return pair != null && pair.primary().equals(endpoint);
  }

  /**
   * Keeps why an endpoint is of no use.
   *
   * @param why for people, to follow its name
   */
  void trouble(String endpoint, String why) {
    troubles.put(endpoint, why);
  }

  void noTrouble(String endpoint) {
    troubles.remove(endpoint);
  }

  void forgetAllBut(Collection<String> known) {
    troubles.keySet().retainAll(known);
  }

  /**
   * Why nobody serves, as half a sentence for people.
   *
   * @param hopeful the connections that wait, by their endpoints
   */
  String describe(Map<String, Connection> hopeful) {
    if (readFailure != null) {
      return "the pair file cannot be read: " + readFailure;
    }
    if (pair == null) {
      return "there is no pair file; was a server started with this directory?";
    }
    String primary = pair.primary();
    Connection connection = hopeful.get(primary);
    if (connection != null) {
      return connection.phase() == Connection.Phase.STANDING_BY
          ? primary + " stood by when it last spoke, and has not said since that it serves"
          : primary + " accepts connections and does not answer";
    }
    String trouble = troubles.get(primary);
    return primary + ": " + (trouble == null ? "not tried yet" : trouble);
  }
}
