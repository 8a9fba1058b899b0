package dev.understudy.runtime.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM could not link, for people: a class that is missing, of another version than those
 * that use it, or that cannot be initialised. It is the class path that has to be corrected, or the
 * user's code, and never a fault of this library. Without state; for any thread.
 */
public final class UnlinkedClass {

  private static final Pattern NEWER =
      Pattern.compile("(\\S+) has been compiled by .*\\(class file version (\\d+)\\.\\d+\\).*");
  private static final Pattern UNINITIALISED = Pattern.compile("Could not initialize class (\\S+)");

  // Of the class file versions, the first that bears the number of its Java.
  private static final int VERSION_BEFORE_JAVA_1 = 44;

  private UnlinkedClass() {}

  /** What is wrong, and what to do about it, as a sentence without its full stop. */
  public static String describe(LinkageError error) {
    return OneLine.of(text(error));
  }

  private static String text(LinkageError error) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof UnsupportedClassVersionError) {
      return ofNewerJava(message);
    } else if (error instanceof ExceptionInInitializerError) {
      return "an initialiser of a class throws " + reason(error) + ": correct what it meets there";
    } else if (error instanceof NoClassDefFoundError) {
      Matcher uninitialised = UNINITIALISED.matcher(message);
      return uninitialised.matches()
          ? "the class %s could not be initialised (%s): correct what its initialiser meets"
              .formatted(uninitialised.group(1), reason(error))
          : missing(message);
    } else if (error instanceof IncompatibleClassChangeError) {
      return "the class path holds classes that do not go together ("
          + error
          + "): give it one version of each jar, and compile the class with those";
    } else if (error instanceof UnsatisfiedLinkError) {
      return "a native library could not be loaded (" + message + ")";
    }
    return "a class could not be loaded (" + error + "): look at the jar that holds it";
  }

  private static String missing(String name) {
    return "the class %s is missing: the class path lacks it; add the jar that holds it"
        .formatted(name.replace('/', '.'));
  }

  private static String ofNewerJava(String message) {
    Matcher newer = NEWER.matcher(message);
    if (!newer.matches()) {
      return "a class is compiled for a newer Java than this one (" + message + ")";
    }
    return "the class %s is compiled for Java %d, and this process runs on Java %d: run it on the newer, or compile it with --release %d"
        .formatted(
            newer.group(1).replace('/', '.'),
            Integer.parseInt(newer.group(2)) - VERSION_BEFORE_JAVA_1,
            Runtime.version().feature(),
            Runtime.version().feature());
  }

  private static String reason(LinkageError error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    StackTraceElement[] trace = cause.getStackTrace();
    return cause + (trace.length > 0 ? " at " + trace[0] : "");
  }
}
