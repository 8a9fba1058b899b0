package dev.understudy.runtime.client;
import dev.understudy.runtime.api.*;
import dev.understudy.runtime.spi.*;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
public final class ClientSession implements Caller, AutoCloseable {
  public static ClientSession connect(ServerClass serverClass, Path directory, ClientOptions options) { return new ClientSession(); }
  public List<Obituary> obituaries() { return List.of(); }
  @Override public void close() {}
  @Override public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E { throw new UnsupportedOperationException(); }
  @Override public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) { throw new UnsupportedOperationException(); }
}
