/**
 * Names: of what is generated, and of the runtime's types that generated code mentions.
 *
 * <p>A leaf: strings and JavaPoet's names only, no state. Each kind of name is decided here and
 * nowhere else.
 */
@NullMarked
package dev.understudy.processor.names;

import org.jspecify.annotations.NullMarked;
