/**
 * What the compiler tells the user: the catalogue of problems, and findings of them.
 *
 * <p>A leaf. It carries elements and annotation values of javac's model to the messager without
 * looking into them. Runs on javac's thread.
 */
@NullMarked
package dev.understudy.processor.diagnostics;

import org.jspecify.annotations.NullMarked;
