package dev.x;

public record Ticket(long number, String seat, String holder) {}
