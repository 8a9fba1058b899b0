package dev.understudy.runtime.simulation;

/**
 * A fault that is built into the simulated pair on purpose, to show that the checks find it: each
 * breaks one rule on which a promise rests.
 */
enum Mutation {
  /** A reply goes before the standby has answered its update. */
  REPLY_BEFORE_THE_STANDBYS(1),
  /** A reply goes before its update is in the journal. */
  REPLY_BEFORE_THE_JOURNAL(1),
  /** The journal is not synced, though that was asked for. */
  JOURNAL_NOT_SYNCED(1),
  /** A tail that a failed sync has left is not written again. */
  TAIL_NOT_WRITTEN_AGAIN(1),
  /** A successor does not append what was forwarded to it and the journal lacks. */
  FORWARDS_NOT_APPENDED(1),
  /** A successor does not read the end of the journal. */
  END_OF_JOURNAL_NOT_READ(1),
  /** The journal loses its last record, whole as it was, at a takeover. */
  WHOLE_RECORD_CUT(1),
  /** A snapshot is not synced before the journal before it goes. */
  SNAPSHOT_NOT_SYNCED(1),
  /** Segments are removed that no snapshot holds, or that a standby has still to read. */
  SEGMENTS_REMOVED_TOO_EARLY(1),
  /** A request that comes again is applied again. */
  NO_DEDUPE(2),
  /** The table of sessions is not in the snapshot. */
  SESSIONS_NOT_IN_SNAPSHOT(2),
  /** A client says that it has replies which it has not. */
  CONFIRMED_TOO_MUCH(2),
  /** Session ids return after a loss of power, and the life of the state is not looked at. */
  SESSION_IDS_RETURN(2),
  /** A process takes over without the fence. */
  NO_FENCE(3),
  /** The fence of a stopped process counts as free, and nobody kills it: a zombie wakes up. */
  FENCE_OF_THE_STOPPED(3),
  /** A standby whose primary was succeeded by others succeeds it all the same. */
  NO_EPOCH_CHECK(3),
  /** An epoch that was begun at the end of a segment is forgotten. */
  EPOCH_LOST_AT_A_BORDER(3),
  /** A dismissed standby takes over all the same. */
  DISMISSED_TAKES_OVER(3),
  /** A query is answered at once, before the updates that it has seen are safe. */
  QUERY_NOT_HELD(4),
  /** A standby draws random numbers of its own. */
  RANDOM_OF_ITS_OWN(5),
  /** A standby has a clock of its own. */
  CLOCK_OF_ITS_OWN(5),
  /** A standby has another state, and no result tells of it. */
  STATE_OF_ITS_OWN(5),
  /** The writer gives no sign of life within a turn, however long that is. */
  HEARTBEATS_ONLY_BETWEEN_TURNS(3),
  /** A standby that differs counts as dead while it lives. */
  DIFFERENT_STANDBY_LIVES(5),
  /** The link loses a forwarded update. */
  LINK_LOSES(5),
  /** Updates are applied without protection, though they are to be refused. */
  APPLIED_UNPROTECTED(6),
  /** A full disk is not met before an update is applied. */
  NO_ROOM_ASKED(8),
  /** The death of a client is not told. */
  CLIENTS_DEATH_NOT_TOLD(9),
  /** A goodbye that meets a full disk becomes a death later. */
  GOODBYE_FORGOTTEN(9),
  /** The core is not told that a connection is gone whose client has said goodbye. */
  CONNECTION_LEAKS(13),
  /** A connection that is held, since its client reads nothing, is never looked at again. */
  HELD_CONNECTION_FORGOTTEN(9);

  private final int promise;

  Mutation(int promise) {
    this.promise = promise;
  }

  /** The promise of the design that it breaks. */
  int promise() {
    return promise;
  }
}
