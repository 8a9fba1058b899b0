package dev.understudy.example;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.StandbyRole;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The box office of a theatre. A plain class with its state in fields: no locks, no network, no
 * files. The annotations make it a highly available pair.
 *
 * <p>What an {@code @Update} does depends only on the state, its arguments and the context, since
 * the standby does the same with its own copy. So the collections here are ordered ones, and the
 * time is the context's.
 */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.SERVER)
public class BoxOffice implements Bookings {

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);

  /** The state: what the standby has too, and what a snapshot keeps. */
  @State private House house = new House(9, 14);

  @State private final TreeMap<PriceCategory, BigDecimal> prices = new TreeMap<>();
  @State private final TreeMap<PriceCategory, BigDecimal> takings = new TreeMap<>();
  @State private final TreeSet<Seat> onSale = new TreeSet<>();
  @State private final LinkedHashMap<Seat, Hold> holds = new LinkedHashMap<>();
  @State private final TreeMap<Seat, Ticket> sold = new TreeMap<>();
  @State private final TreeMap<Long, Ticket> tickets = new TreeMap<>();
  @State private long lastTicket;
  @State private long cancelled;
  @State private AnsweredClicks clicks = new AnsweredClicks();

  private final transient Doors doors; // No state: it belongs to this process.

  /** A box office without a page. */
  public BoxOffice() {
    this(office -> {});
  }

  /**
   * @param doors what to open when this process serves
   */
  public BoxOffice(Doors doors) {
    this.doors = doors;
  }

  /**
   * Opens the house, once in its life.
   *
   * @param arguments the launcher's, after {@code --}: rows and seats per row, or nothing for 9
   *     rows of 14 seats
   */
  @Update(first = true)
  public void open(List<String> arguments) {
    if (!arguments.isEmpty()) {
      house = House.parse(arguments);
    }
    prices.put(PriceCategory.STALLS, new BigDecimal("48.00"));
    prices.put(PriceCategory.CIRCLE, new BigDecimal("36.00"));
    prices.put(PriceCategory.BALCONY, new BigDecimal("19.50"));
    for (int row = 1; row <= house.rows(); row++) {
      for (int number = 1; number <= house.seatsPerRow(); number++) {
        onSale.add(new Seat(row, number));
      }
    }
  }

  /**
   * Keeps a seat for somebody for a while. Holding it again prolongs that.
   *
   * <p>Not in {@link Bookings}, because clients do not see the context: they call {@code hold(seat,
   * visitor, time)}.
   *
   * @param time at most a quarter of an hour
   * @throws SeatTakenException if somebody else has it
   * @throws UnknownSeatException if the house has no such seat
   */
  @Update
  public Hold hold(String seat, String visitor, Duration time, UpdateContext context)
      throws SeatTakenException, UnknownSeatException {
    if (time.isNegative() || time.compareTo(LONGEST_HOLD) > 0) {
      throw new IllegalArgumentException("A seat is held for up to " + LONGEST_HOLD);
    }
    releaseLapsedHolds(context);
    Seat wanted = seatFor(seat, visitor);
    onSale.remove(wanted);
    Hold hold = new Hold(wanted, visitor, context.now().plus(time));
    holds.put(wanted, hold);
    return hold;
  }

  /**
   * Puts the seats on sale again that were held for long enough. The clock of the primary calls it.
   *
   * @return how many these were
   */
  @Update
  public int releaseLapsedHolds(UpdateContext context) {
    Instant now = context.now();
    int released = 0;
    Iterator<Hold> each = holds.values().iterator();
    while (each.hasNext()) {
      Hold hold = each.next();
      if (!hold.until().isAfter(now)) {
        each.remove();
        onSale.add(hold.seat());
        released++;
      }
    }
    return released;
  }

  @Override
  @Update
  public Ticket book(String seat, String holder) throws SeatTakenException, UnknownSeatException {
    return sell(seatFor(seat, holder), holder);
  }

  @Override
  @Update
  public Ticket bookBest(PriceCategory category, String holder) throws SoldOutException {
    requireName(holder);
    Seat best = onSale.ceiling(new Seat(house.firstRowOf(category), 1));
    if (best == null || house.categoryOf(best) != category) {
      throw new SoldOutException("No seat is left in the category " + category + ".");
    }
    return sell(best, holder);
  }

  @Override
  @Update
  public Ticket cancel(long ticket) throws UnknownTicketException {
    Ticket returned = tickets.remove(ticket);
    if (returned == null) {
      throw new UnknownTicketException("Nobody holds a ticket number " + ticket + ".");
    }
    sold.remove(returned.seat());
    onSale.add(returned.seat());
    takings.merge(returned.category(), returned.price().negate(), BigDecimal::add);
    cancelled++;
    return returned;
  }

  /**
   * Grants what somebody wishes who clicked on the page, however often the click arrives. A page
   * speaks HTTP and has no session with the pair, which would do this for it; so the state does.
   */
  @Update
  public Click.Outcome click(Click click, UpdateContext context) {
    Optional<Click.Outcome> before = clicks.outcomeOf(click);
    if (before.isPresent()) {
      return before.get();
    }
    Click.Outcome outcome;
    try {
      outcome = new Click.Outcome(true, click.grant(this, context));
    } catch (SeatTakenException | UnknownSeatException | UnknownTicketException e) {
      outcome = new Click.Outcome(false, e.getMessage());
    }
    clicks.remember(click, outcome);
    return outcome;
  }

  @Override
  @Update
  public void setPrice(PriceCategory category, BigDecimal price) {
    if (price.signum() < 0) {
      throw new IllegalArgumentException("Nobody is paid to come: " + price);
    }
    prices.put(category, price);
  }

  @Override
  @Query
  public Map<PriceCategory, BigDecimal> prices() {
    return prices;
  }

  @Override
  @Query
  public HousePlan housePlan() {
    List<HousePlan.Row> rows = new ArrayList<>();
    for (int row = 1; row <= house.rows(); row++) {
      Map<String, SeatStatus> seats = new LinkedHashMap<>();
      for (int number = 1; number <= house.seatsPerRow(); number++) {
        Seat seat = new Seat(row, number);
        seats.put(seat.name(), statusOf(seat));
      }
      rows.add(new HousePlan.Row(Seat.rowName(row), house.categoryOfRow(row), seats));
    }
    return new HousePlan(rows, prices);
  }

  @Override
  @Query
  public int seatsLeft() {
    return onSale.size();
  }

  @Override
  @Query
  public int seatsHeld() {
    return holds.size();
  }

  @Override
  @Query
  public List<Ticket> ticketsOf(String holder) {
    return tickets.values().stream().filter(ticket -> ticket.holder().equals(holder)).toList();
  }

  @Override
  @Query
  public List<Ticket> ticketsFrom(long number, int atMost) {
    return tickets.tailMap(number).values().stream().limit(atMost).toList();
  }

  @Override
  @Query
  public Takings takings() {
    BigDecimal total = takings.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Takings(lastTicket, cancelled, total, takings);
  }

  /**
   * This process serves now: timers, threads and ports begin here, and end with the process. The
   * doors first: while they stay shut, all of this is tried again, and one clock is enough.
   */
  @OnPrimary
  void openDoors(BoxOfficePrimary office) throws IOException {
    doors.open(office);
    BoxOfficeClock.start(office);
  }

  /** The seat of this name, if this person may have it. */
  private Seat seatFor(String name, String person) throws SeatTakenException, UnknownSeatException {
    requireName(person);
    Seat seat = Seat.parse(name);
    if (!house.has(seat)) {
      throw new UnknownSeatException("The house has no seat " + seat + ".");
    }
    Ticket ticket = sold.get(seat);
    if (ticket != null) {
      throw new SeatTakenException(seat, ticket.holder());
    }
    Hold hold = holds.get(seat);
    if (hold != null && !hold.visitor().equals(person)) {
      throw new SeatTakenException(seat, hold.visitor());
    }
    return seat;
  }

  private static void requireName(String person) {
    if (person.isBlank()) {
      throw new IllegalArgumentException("A seat is for somebody: give a name.");
    }
  }

  private Ticket sell(Seat seat, String holder) {
    onSale.remove(seat);
    holds.remove(seat);
    PriceCategory category = house.categoryOf(seat);
    BigDecimal price = Objects.requireNonNull(prices.get(category));
    Ticket ticket = new Ticket(++lastTicket, seat, category, price, holder);
    tickets.put(ticket.number(), ticket);
    sold.put(seat, ticket);
    takings.merge(category, price, BigDecimal::add);
    return ticket;
  }

  private SeatStatus statusOf(Seat seat) {
    Ticket ticket = sold.get(seat);
    if (ticket != null) {
      return new SeatStatus.Sold(ticket.number(), ticket.holder());
    }
    Hold hold = holds.get(seat);
    if (hold != null) {
      return new SeatStatus.Held(hold.visitor(), hold.until());
    }
    return new SeatStatus.OnSale();
  }
}
