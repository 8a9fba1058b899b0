package dev.understudy.system.servers;

import java.time.Instant;
import java.util.UUID;

/** All that an update may know of its surroundings. */
public record ContextReading(
    Instant now, long random, UUID uuid, long sequence, long session, String clientName) {}
