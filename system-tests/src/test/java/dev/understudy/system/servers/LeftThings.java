package dev.understudy.system.servers;

import dev.understudy.ClientObituary;
import dev.understudy.HighlyAvailable;
import dev.understudy.OnObituary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Keeps what clients leave, and clears it away when they die. */
@HighlyAvailable
public class LeftThings {

  /** The name of a client over whose death it throws, once all is cleared away. */
  public static final String CURSED = "cursed";

  @State private final TreeMap<String, Long> owners = new TreeMap<>();
  @State private final ArrayList<NotedDeath> unclaimed = new ArrayList<>();

  /** Leaves a thing. */
  @Update
  public void leave(String thing, UpdateContext context) {
    owners.put(thing, context.client().session());
  }

  @OnObituary
  void ownerDied(UpdateContext context, ClientObituary client) {
    owners.values().removeIf(owner -> owner == client.session());
    unclaimed.add(
        new NotedDeath(
            client.name(),
            client.session(),
            context.client().session(),
            context.sequence(),
            context.now(),
            context.newUuid()));
    if (client.name().equals(CURSED)) {
      throw new IllegalStateException("the thing bites");
    }
  }

  /** The things that are there. */
  @Query
  public List<String> things() {
    return List.copyOf(owners.keySet());
  }

  /** The deaths that it was told of, the earliest first. */
  @Query
  public List<NotedDeath> unclaimed() {
    return List.copyOf(unclaimed);
  }
}
