package dev.understudy.torture.attic;

import java.time.Instant;
import java.util.UUID;

/**
 * What an update was told of its surroundings.
 *
 * @param count how many readings the box has had
 * @param now the time
 * @param random a random number
 * @param id a new identifier
 * @param sequence the number of the update
 * @param session of the client
 * @param client the name of the client
 */
public record Reading(
    long count, Instant now, long random, UUID id, long sequence, long session, String client) {}
