package dev.understudy.benchmarks.codec;

/**
 * A part of an {@link Order}.
 *
 * @param article what
 * @param count how many
 * @param cents for one
 */
public record OrderLine(String article, int count, long cents) {}
