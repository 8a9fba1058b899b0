/**
 * Lines of text: whatever others wrote, made safe to print in one line; and one line of JSON,
 * written for people's tools, and read back by our own commands.
 *
 * <p>A leaf: uses only the JDK. Each object is confined to the thread that made it.
 */
@NullMarked
package dev.understudy.runtime.text;

import org.jspecify.annotations.NullMarked;
