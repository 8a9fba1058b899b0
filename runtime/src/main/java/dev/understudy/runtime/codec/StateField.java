package dev.understudy.runtime.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Opens state fields, private and final ones too, for the code that was generated for them. */
public final class StateField {

  private StateField() {}

  /**
   * Makes the handle of a field.
   *
   * @param lookup of the generated class, whose module must be that of the field's class
   * @param owner the class that declares the field
   * @param name its name
   * @param type its type, without type arguments
   * @throws IllegalStateException when the field is not there, or not to be had: the generated code
   *     and the class are not of one build
   */
  public static VarHandle handle(
      MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, lookup).findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the state field "
              + owner.getName()
              + "."
              + name
              + " cannot be reached: compile it together with "
              + lookup.lookupClass().getName(),
          e);
    }
  }
}
