package dev.understudy.example.archive;

/**
 * What the archive holds.
 *
 * @param documents how many documents there are
 * @param characters how many characters they have together
 * @param revisions how often documents were revised
 * @param displayed how many of them are on display, too, as the same objects
 * @param fingerprint of all of it: two archives with different ones differ
 */
public record Summary(
    int documents, long characters, long revisions, int displayed, long fingerprint) {}
