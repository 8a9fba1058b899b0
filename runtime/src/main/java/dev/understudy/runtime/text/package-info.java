/**
 * Lines of text: what others wrote, made safe to print in one line, and one line of JSON for
 * people's tools. Our own code never reads JSON.
 *
 * <p>A leaf: uses only the JDK. Each object is confined to the thread that made it.
 */
@NullMarked
package dev.understudy.runtime.text;

import org.jspecify.annotations.NullMarked;
