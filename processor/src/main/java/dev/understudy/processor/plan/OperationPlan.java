package dev.understudy.processor.plan;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.names.OperationNames;
import java.util.Comparator;
import java.util.List;

/**
 * One operation.
 *
 * @param index its number on the wire
 * @param isUpdate whether it is an update or a query
 * @param isFirst whether it takes the launcher's arguments, and clients do not see it
 * @param method the name of the method of the server class
 * @param names that generated code gives it
 * @param signature as people read it
 * @param contract as the contract tells it
 * @param returnType the type of its result
 * @param result the codec of that
 * @param parameters those that cross the wire
 * @param context where the method wants its {@code UpdateContext}
 * @param varArgs whether the last parameter is one of variable arity
 * @param thrown the declared exceptions, in the order of their numbers
 * @param overrides whether an interface of the generated types has it
 */
public record OperationPlan(
    int index,
    boolean isUpdate,
    boolean isFirst,
    String method,
    OperationNames names,
    String signature,
    String contract,
    TypeName returnType,
    CodecKey result,
    List<Parameter> parameters,
    ContextPlace context,
    boolean varArgs,
    List<Thrown> thrown,
    boolean overrides) {

  /** Where a method wants its {@code UpdateContext}. */
  public enum ContextPlace {
    /** Nowhere. */
    NONE,
    /** Before the other parameters. */
    FIRST,
    /** Behind the other parameters. */
    LAST
  }

  /**
   * A parameter that crosses the wire.
   *
   * @param erased its type without arguments
   */
  public record Parameter(String name, TypeName type, TypeName erased, CodecKey codec) {}

  /**
   * A declared exception.
   *
   * @param number which it is on the wire
   * @param depth how many superclasses it has
   */
  public record Thrown(int number, TypeName type, CodecKey codec, int depth) {}

  /** The exceptions in the order in which they must be caught. */
  public List<Thrown> thrownSubclassesFirst() {
    return thrown.stream()
        .sorted(Comparator.comparingInt((Thrown exception) -> -exception.depth()))
        .toList();
  }

  /** Whether it returns nothing. */
  public boolean isVoid() {
    return returnType.equals(TypeName.VOID);
  }

  /** The type of its result, as a type argument. */
  public TypeName boxedResult() {
    return returnType.box();
  }
}
