/** Tests of the processor: each runs the compiler on sources. */
package dev.understudy.processor;
