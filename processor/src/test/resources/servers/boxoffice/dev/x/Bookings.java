package dev.x;

import dev.understudy.Update;
import java.util.List;

public interface Bookings {
  Ticket book(String seat, String holder) throws SeatTakenException;

  int seatsLeft();

  @Update
  default List<Ticket> bookAll(List<String> seats, String holder) throws SeatTakenException {
    List<Ticket> tickets = new java.util.ArrayList<>();
    for (String seat : seats) {
      tickets.add(book(seat, holder));
    }
    return tickets;
  }
}
