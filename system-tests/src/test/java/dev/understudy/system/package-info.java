/**
 * Tests of whole pairs: real processes, real signals. Each pair lives in a short directory of its
 * own below {@code /tmp}, and is ended and removed by its {@link
 * dev.understudy.system.PairRun#close}, whatever the test did to it.
 */
package dev.understudy.system;
