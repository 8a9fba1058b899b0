package dev.understudy.runtime.journal;

/**
 * Whose journal it is: written into every file, and compared before anything is read from it.
 *
 * @param service the binary name of the server class
 * @param fingerprint of its contract
 */
public record JournalIdentity(String service, long fingerprint) {}
