/**
 * What the user wrote: the server class as the processor reads it, wrong or right.
 *
 * <p>Reads javac's model, and keeps its elements for the findings; what plans need is kept as
 * JavaPoet's types. Uses {@code codecs} and {@code names}. Runs on javac's thread.
 */
@NullMarked
package dev.understudy.processor.declaration;

import org.jspecify.annotations.NullMarked;
