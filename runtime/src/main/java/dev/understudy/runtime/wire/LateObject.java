package dev.understudy.runtime.wire;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A collection or map that is made only once its elements were read, as {@code List.of} is. Where
 * one of them refers to it before, a stand-in is handed out, which passes on all that it is asked.
 */
public final class LateObject implements InvocationHandler {

  private final Class<?> type;
  private @Nullable Object standIn;
  private @Nullable Object made;

  /**
   * @param type the interface by which it is known
   */
  public LateObject(Class<?> type) {
    this.type = type;
  }

  /** What is handed out before it is made. */
  Object standIn() {
    if (standIn == null) {
      Class<?>[] types =
          type == List.class ? new Class<?>[] {type, RandomAccess.class} : new Class<?>[] {type};
      standIn = Proxy.newProxyInstance(LateObject.class.getClassLoader(), types, this);
    }
    return standIn;
  }

  /**
   * Says that it was made.
   *
   * @return what to use from here on: if there is a stand-in, nothing but that
   */
  public Object become(Object value) {
    made = value;
    return standIn == null ? value : standIn;
  }

  /** What a stand-in stands for; any other object itself. */
  public static Object behind(Object value) {
    return Proxy.isProxyClass(value.getClass())
            && Proxy.getInvocationHandler(value) instanceof LateObject late
            && late.made != null
        ? late.made
        : value;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (made == null) {
      throw new IllegalStateException("what is being restored is used before it is whole");
    }
    if (args != null && args.length == 1 && args[0] == proxy) {
      args[0] = made; // It is equal to itself.
    }
    try {
      return method.invoke(made, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
