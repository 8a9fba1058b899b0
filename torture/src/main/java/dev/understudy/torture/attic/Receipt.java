package dev.understudy.torture.attic;

/**
 * What an update of a box answers: it tells an update that is missing, and one too many.
 *
 * @param updates how many updates the box has had
 * @param checksum of all that they brought, in their order
 */
public record Receipt(long updates, long checksum) {}
