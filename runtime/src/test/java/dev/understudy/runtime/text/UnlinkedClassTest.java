package dev.understudy.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Public, as is what a class loader of its own makes of it. */
public class UnlinkedClassTest {

  private static final String THIS = UnlinkedClassTest.class.getName();

  /** Of a type that {@link Holder} needs. */
  static final class Part {}

  /** Needs another class. */
  public static final class Holder {
    /** For whoever loads it. */
    public Holder() {}

    @Override
    public String toString() {
      return new Part().getClass().getName();
    }
  }

  /** Cannot be initialised. */
  static final class Broken {
    static final int NUMBER = number();

    private static int number() {
      throw new IllegalStateException("no number\nat all");
    }
  }

  /** Loads two classes of this test itself, and says what becomes of their bytes. */
  private static final class Loader extends ClassLoader {

    private final String altered;
    private final int version;

    Loader(String altered, int version) {
      super(UnlinkedClassTest.class.getClassLoader());
      this.altered = altered;
      this.version = version;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(THIS + "$")) {
        return super.loadClass(name, resolve);
      }
      if (name.equals(altered) && version == 0) {
        throw new ClassNotFoundException(name);
      }
      try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        if (name.equals(altered)) {
          bytes[7] = (byte) version;
        }
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String whenLoaded(Loader loader) {
    LinkageError error =
        catchThrowableOfType(
            LinkageError.class,
            () ->
                loader
                    .loadClass(THIS + "$Holder")
                    .getDeclaredConstructor()
                    .newInstance()
                    .toString());
    return UnlinkedClass.describe(error);
  }

  @Test
  void aClassThatTheClassPathLacksIsNamed() {
    assertThat(whenLoaded(new Loader(THIS + "$Part", 0)))
        .isEqualTo(
            "the class %s$Part is missing: the class path lacks it; add the jar that holds it"
                .formatted(THIS));
  }

  @Test
  void aClassOfANewerJavaIsNamedWithBoth() {
    int here = Runtime.version().feature();
    assertThat(whenLoaded(new Loader(THIS + "$Part", 44 + here + 1)))
        .isEqualTo(
            "the class %s$Part is compiled for Java %d, and this process runs on Java %d: run it on the newer, or compile it with --release %d"
                .formatted(THIS, here + 1, here, here));
  }

  @Test
  void anInitialiserThatThrowsIsNamedAlsoWhenItHasThrownBefore() {
    LinkageError first = catchThrowableOfType(LinkageError.class, () -> use(Broken.NUMBER));
    assertThat(UnlinkedClass.describe(first))
        .startsWith(
            "an initialiser of a class throws java.lang.IllegalStateException: no number at all at "
                + THIS
                + "$Broken.number(")
        .endsWith("): correct what it meets there");
    LinkageError again = catchThrowableOfType(LinkageError.class, () -> use(Broken.NUMBER));
    assertThat(UnlinkedClass.describe(again))
        .startsWith("the class " + THIS + "$Broken could not be initialised (")
        .contains("IllegalStateException: no number at all");
  }

  private static void use(int number) {
    throw new AssertionError(number);
  }

  @Test
  void classesThatDoNotGoTogetherAreToldAsSuch() {
    assertThat(UnlinkedClass.describe(new NoSuchMethodError("'int com.x.Y.z()'")))
        .isEqualTo(
            "the class path holds classes that do not go together (java.lang.NoSuchMethodError:"
                + " 'int com.x.Y.z()'): give it one version of each jar, and compile the class with"
                + " those");
    assertThat(UnlinkedClass.describe(new AbstractMethodError("z")))
        .startsWith("the class path holds classes that do not go together (");
    assertThat(UnlinkedClass.describe(new ClassFormatError("Truncated class file")))
        .isEqualTo(
            "a class could not be loaded (java.lang.ClassFormatError: Truncated class file): look"
                + " at the jar that holds it");
    assertThat(UnlinkedClass.describe(new UnsatisfiedLinkError("no x in java.library.path")))
        .isEqualTo("a native library could not be loaded (no x in java.library.path)");
  }
}
