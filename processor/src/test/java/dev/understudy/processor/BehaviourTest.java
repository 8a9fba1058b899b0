package dev.understudy.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles server classes together with the drivers of {@code src/test/resources/drivers}, and runs
 * these: each of their public static methods is a test.
 */
class BehaviourTest {

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> boxOffice() throws Exception {
    return tests("boxoffice", "dev.x.Driver");
  }

  @TestFactory
  Stream<DynamicTest> zoo() throws Exception {
    return tests("zoo", "dev.x.zoo.Driver");
  }

  @TestFactory
  Stream<DynamicTest> counter() throws Exception {
    return tests("counter", "dev.x.counter.Driver");
  }

  private Stream<DynamicTest> tests(String server, String driver) throws Exception {
    List<Compilation.Source> sources = new ArrayList<>(Compilation.sources("servers/" + server));
    sources.addAll(Compilation.sources("drivers/" + server));
    Compilation compilation = Compilation.of(directory, sources);
    assertThat(compilation.diagnostics()).isEmpty();
    Class<?> type = Class.forName(driver, true, loader(compilation.classes()));
    List<Method> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    assertThat(methods).isNotEmpty();
    return methods.stream().map(method -> dynamicTest(method.getName(), () -> run(method)));
  }

  @SuppressWarnings("resource") // It lives as long as the tests that were made from it.
  private static ClassLoader loader(Path classes) throws IOException {
    return new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  private static void run(Method method) throws Throwable {
    try {
      method.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
