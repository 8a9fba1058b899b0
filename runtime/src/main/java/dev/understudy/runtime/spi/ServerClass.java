package dev.understudy.runtime.spi;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.WhenUnprotected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler knows of a server class. Client and servers must agree on its contract.
 *
 * @param name the binary name of the class
 * @param mode how ready its standby is
 * @param standbyRole who asks whom
 * @param compareResults whether the results of both sides are compared
 * @param whenUnprotected what happens to updates without a standby
 * @param operations its updates and queries, and what hears of clients' deaths; each stands at the
 *     place that its index says
 * @param firstUpdate the update that runs once, as sequence 1, or null
 * @param contract its operations and types, as text, a line each
 */
public record ServerClass(
    String name,
    Mode mode,
    StandbyRole standbyRole,
    boolean compareResults,
    WhenUnprotected whenUnprotected,
    List<Operation<?>> operations,
    @Nullable Operation<?> firstUpdate,
    String contract) {

  /** Checks that every operation stands in its place. */
  public ServerClass {
    operations = List.copyOf(operations);
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).index() != i) {
        throw new IllegalArgumentException(operations.get(i) + " does not stand at its index " + i);
      }
    }
  }

  /** The method that hears of clients' deaths, or null if the class has none. */
  public @Nullable Operation<?> onObituary() {
    for (Operation<?> operation : operations) {
      if (operation.kind() == Operation.Kind.OBITUARY) {
        return operation;
      }
    }
    return null;
  }

  /** The name of the class without its package, as people call it. */
  public String simpleName() {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
