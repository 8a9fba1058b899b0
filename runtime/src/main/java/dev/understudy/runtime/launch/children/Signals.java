package dev.understudy.runtime.launch.children;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The signals that ask a primary to end. They must not reach the JVM's own handlers, which would
 * exit, and an exit is a death. {@code sun.misc.Signal} is the only way to them, and is used by
 * reflection because javac warns of it. Without state.
 */
public final class Signals {

  /** The signals, and how people know them. */
  private static final Map<String, String> NAMES =
      Map.of("TERM", "SIGTERM", "INT", "SIGINT (Ctrl-C)", "HUP", "SIGHUP (the terminal is gone)");

  private Signals() {}

  /**
   * Sends the signals elsewhere from now on.
   *
   * @param stop receives the name of the signal, on a thread of the JVM's
   * @return a sentence for each signal that still kills this process; empty when all is well
   */
  public static List<String> handle(Consumer<String> stop) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> signal : NAMES.entrySet()) {
      try {
        handle(signal.getKey(), () -> stop.accept(signal.getValue()));
      } catch (InvocationTargetException e) {
        problems.add(kills(signal.getValue(), String.valueOf(e.getCause())));
      } catch (ReflectiveOperationException e) {
        problems.add(kills(signal.getValue(), "the module jdk.unsupported is missing"));
      }
    }
    return problems;
  }

  private static void handle(String name, Runnable stop) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object handler =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    stop.run();
                    yield null;
                  }
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "handler of " + name;
                });
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
  }

  private static String kills(String signal, String why) {
    return signal + " kills this process instead of stopping the pair: " + why + ".";
  }
}
