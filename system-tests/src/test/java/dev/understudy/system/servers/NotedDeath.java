package dev.understudy.system.servers;

import java.time.Instant;
import java.util.UUID;

/** What a {@link LeftThings} writes down of a client's death. */
public record NotedDeath(
    String name, long session, long contextSession, long sequence, Instant at, UUID uuid) {}
