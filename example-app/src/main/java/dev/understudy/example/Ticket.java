package dev.understudy.example;

import java.math.BigDecimal;

/**
 * A seat that is sold.
 *
 * @param number counts from 1; the number of a cancelled ticket is never given again
 * @param seat which one
 * @param category the category of the seat
 * @param price what it cost on the day it was sold
 * @param holder who bought it
 */
public record Ticket(
    long number, Seat seat, PriceCategory category, BigDecimal price, String holder) {}
