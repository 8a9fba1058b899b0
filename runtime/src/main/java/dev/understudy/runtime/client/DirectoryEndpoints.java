package dev.understudy.runtime.client;

import dev.understudy.runtime.directory.ContractFile;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a pair on this machine: sockets in its directory, named by its pair file.
 *
 * @param directory where the pair runs
 */
record DirectoryEndpoints(RunDirectory directory) implements Endpoints {

  @Override
  public @Nullable Pair read() throws IOException {
    try {
      return PairFile.read(directory)
          .map(file -> new Pair(file.primaryEndpoint(), file.standbyEndpoint()))
          .orElse(null);
    } catch (RunDirectoryException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public SocketAddress address(String endpoint) {
    return UnixDomainSocketAddress.of(directory.socket(endpoint));
  }

  @Override
  public String contract(String serverClass) {
    return ContractFile.read(directory, serverClass).orElse("");
  }

  @Override
  public String where() {
    return directory.root().toString();
  }
}
