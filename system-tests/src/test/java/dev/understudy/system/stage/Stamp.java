package dev.understudy.system.stage;

import java.time.Instant;
import java.util.UUID;

/** All that an update may know of its surroundings. */
public record Stamp(
    Instant now, long random, UUID uuid, long sequence, long session, String clientName) {}
