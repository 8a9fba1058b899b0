/**
 * A deterministic simulator of the pair, and the parts that other tests of the core share. From one
 * seed it runs primaries, standbys, clients, links, a journal and a fence, kills and tears where it
 * likes, and checks the promises of the design afterwards. One thread, no clock, no file.
 */
@NullMarked
package dev.understudy.runtime.simulation;

import org.jspecify.annotations.NullMarked;
