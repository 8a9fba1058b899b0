package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A small file of a pair's directory.
 *
 * @param file where it is
 * @param mended the bytes with what no fuzzer would guess, such as a checksum
 * @param reader as the real reader: what it says; empty if it counts as none
 * @param writer writes again what was read
 * @param refusal the exception by which the reader refuses
 * @param examples what the real writer writes
 * @param <T> what it says
 */
record FileTarget<T>(
    String name,
    Function<RunDirectory, Path> file,
    UnaryOperator<byte[]> mended,
    Reader<T> reader,
    Writer<T> writer,
    Class<? extends RuntimeException> refusal,
    List<T> examples)
    implements FuzzTarget {

  /** Reads the file. */
  interface Reader<T> {
    Optional<T> read(RunDirectory directory) throws IOException;
  }

  /** Writes the file. */
  interface Writer<T> {
    void write(T said, RunDirectory directory) throws IOException;
  }

  /** Of a reader that takes what it cannot read for none. */
  static final class Never extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Never() {}
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (T example : examples) {
      try {
        RunDirectory directory = Playground.emptied();
        writer.write(example, directory);
        seeds.add(Files.readAllBytes(file.apply(directory)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return seeds;
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    RunDirectory directory = Playground.emptied();
    Files.write(file.apply(directory), mended.apply(input.clone()));
    Optional<T> said;
    try {
      said = reader.read(directory);
    } catch (RuntimeException e) {
      if (refusal.isInstance(e)) {
        return Refusal.by(e);
      }
      throw e;
    }
    if (said.isEmpty()) {
      return false;
    }
    writer.write(said.get(), Playground.emptied());
    Same.require(said, reader.read(directory));
    return true;
  }
}
