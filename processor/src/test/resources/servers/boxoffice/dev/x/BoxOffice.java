package dev.x;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@HighlyAvailable
public class BoxOffice implements Bookings {
  @State private final Map<String, Ticket> seats = new TreeMap<>();
  @State private long nextTicket = 1;
  @State private Instant lastSale;
  @State private int capacity = 10;

  transient Bookings doors;
  transient BoxOfficePrimary primary;

  @Update(first = true)
  public void open(List<String> arguments) {
    capacity = Integer.parseInt(arguments.get(0));
  }

  @Update
  @Override
  public Ticket book(String seat, String holder) throws SeatTakenException {
    Ticket taken = seats.get(seat);
    if (taken != null) {
      throw new SeatTakenException(seat, taken.holder());
    }
    Ticket ticket = new Ticket(nextTicket++, seat, holder);
    seats.put(seat, ticket);
    return ticket;
  }

  @Update
  public boolean cancel(String seat) {
    return seats.remove(seat) != null;
  }

  @Update
  public void cancel(long number) {
    if (!seats.values().removeIf(ticket -> ticket.number() == number)) {
      throw new IllegalArgumentException("no ticket " + number);
    }
  }

  @Update(id = "sold(java.lang.String...)")
  public Optional<Instant> touch(UpdateContext context, String... seatsTouched) {
    Instant before = lastSale;
    lastSale = context.now();
    return Optional.ofNullable(before);
  }

  @Query
  @Override
  public int seatsLeft() {
    return capacity - seats.size();
  }

  @Query
  public Map<String, List<Ticket>> byHolder() {
    Map<String, List<Ticket>> holders = new TreeMap<>();
    seats
        .values()
        .forEach(
            ticket ->
                holders
                    .computeIfAbsent(ticket.holder(), holder -> new java.util.ArrayList<>())
                    .add(ticket));
    return holders;
  }

  @OnPrimary
  void openDoors(Bookings office) {
    doors = office;
  }

  @OnPrimary
  void remember(BoxOfficePrimary office) {
    primary = office;
  }
}
