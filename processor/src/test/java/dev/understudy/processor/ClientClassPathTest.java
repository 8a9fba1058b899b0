package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client needs neither the server class nor its replica: both are kept from the class path. */
class ClientClassPathTest {

  @TempDir private Path directory;
  private Path client;

  @BeforeEach
  void keepOnlyWhatAClientNeeds() throws IOException {
    client = Files.createDirectories(directory.resolve("client"));
  }

  @Test
  void boxOffice() throws Exception {
    try (URLClassLoader loader = loader("boxoffice", "BoxOffice", "dev/x")) {
      Class<?> type = loadClient(loader, "dev.x.BoxOffice");
      Class<?> wire = Class.forName("dev.x.BoxOfficeReplica$Wire", true, loader);
      Method arguments = wire.getDeclaredMethod("bookArguments", String.class, String.class);
      arguments.setAccessible(true);
      assertThat(arguments.invoke(null, "A1", "Ann")).isNotNull();
      assertThat(type.getInterfaces()).extracting(Class::getSimpleName).contains("Bookings");
    }
  }

  @Test
  void zooWithAllItsCodecs() throws Exception {
    try (URLClassLoader loader = loader("zoo", "Zoo", "dev/x/zoo")) {
      loadClient(loader, "dev.x.zoo.Zoo");
      Class<?> wire = Class.forName("dev.x.zoo.ZooReplica$Wire", true, loader);
      for (Class<?> codec : wire.getDeclaredClasses()) {
        Class.forName(codec.getName(), true, loader);
      }
      Field array = wire.getDeclaredField("ARRAY_OF_STRING");
      array.setAccessible(true);
      assertThat(array.get(null)).isNotNull();
    }
  }

  private static Class<?> loadClient(ClassLoader loader, String server) throws Exception {
    assertThatThrownBy(() -> loader.loadClass(server)).isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass(server + "Replica"))
        .isInstanceOf(ClassNotFoundException.class);
    Class<?> type = Class.forName(server + "Client", true, loader);
    assertThat(type.getMethods()).isNotEmpty();
    return type;
  }

  private URLClassLoader loader(String server, String name, String folder) throws IOException {
    Compilation compilation = Compilation.of(directory, Compilation.sources("servers/" + server));
    assertThat(compilation.diagnostics()).isEmpty();
    List<String> servers =
        List.of(
            name + ".class",
            name + "Replica.class",
            name + "Replica$State.class",
            name + "Primary.class",
            name + "Standby.class",
            name + "Launcher.class");
    try (Stream<Path> files = Files.walk(compilation.classes())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean ofTheServer =
            file.getParent().endsWith(folder) && servers.contains(file.getFileName().toString());
        if (!ofTheServer) {
          Path copy = client.resolve(compilation.classes().relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return new URLClassLoader(new URL[] {client.toUri().toURL()});
  }
}
