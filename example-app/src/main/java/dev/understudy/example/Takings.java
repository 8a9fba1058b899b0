package dev.understudy.example;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The books.
 *
 * @param issued how many tickets were ever sold; it never goes back
 * @param cancelled how many of them came back
 * @param total the money in the till
 * @param byCategory the same, by category; a category of which nothing was sold is absent
 */
public record Takings(
    long issued, long cancelled, BigDecimal total, Map<PriceCategory, BigDecimal> byCategory) {}
