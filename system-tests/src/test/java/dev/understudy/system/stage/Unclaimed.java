package dev.understudy.system.stage;

import java.time.Instant;
import java.util.UUID;

/** What a {@link Cloakroom} writes down of a client's death. */
public record Unclaimed(
    String name, long session, long contextSession, long sequence, Instant at, UUID uuid) {}
