/**
 * Fuzzing of all that reads bytes from outside: what is said on connections, and every file of a
 * pair. A target reads bytes as the real reader does, and says what may come of it; its seeds are
 * what the real writers write. JUnit mutates the seeds a little, and jazzer, in a process of its
 * own, goes where the coverage leads it (decision 0134).
 */
package dev.understudy.runtime.fuzz;
