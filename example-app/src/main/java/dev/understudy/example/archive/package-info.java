/**
 * An archive with as many documents as one likes: a server class with a big state, for {@link
 * dev.understudy.example.show.BigStateRig}.
 *
 * <p>Uses the annotations only. The writer thread of a process calls {@link
 * dev.understudy.example.archive.Archive} and its documents.
 */
@NullMarked
package dev.understudy.example.archive;

import org.jspecify.annotations.NullMarked;
