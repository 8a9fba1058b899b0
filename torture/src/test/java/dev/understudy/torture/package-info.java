/** Tests of the rig, one of them with a pair of real processes. */
package dev.understudy.torture;
