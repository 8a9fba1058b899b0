package dev.understudy.processor.plan;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.GeneratedNames;
import dev.understudy.processor.plan.OperationPlan.ContextPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is generated for one server class.
 *
 * @param binaryName the name of the class for the virtual machine
 * @param isPublic whether all may see what is generated
 * @param isMarked whether what is generated carries the mark of generated code
 * @param mentionsDeprecated whether what is generated would warn of deprecated types or methods
 * @param mode the name of the mode
 * @param standbyRole the name of the role
 * @param whenUnprotected the name of what happens without a standby
 * @param operations each at its index
 * @param interfaces what primary and client implement
 * @param inheritedTypes the simple names of types that primary and client inherit from those: what
 *     is imported under such a name would be hidden
 * @param wireCodecs the codecs of operations
 * @param state how the state is saved and loaded
 * @param onPrimary what is told that this process serves now
 * @param onObituary what is told of clients' deaths, or null
 * @param start how a server object is made
 * @param contract operations and types, as text, a line each
 */
public record ServerPlan(
    GeneratedNames names,
    String binaryName,
    boolean isPublic,
    boolean isMarked,
    boolean mentionsDeprecated,
    String mode,
    String standbyRole,
    boolean compareResults,
    String whenUnprotected,
    List<OperationPlan> operations,
    List<TypeName> interfaces,
    List<String> inheritedTypes,
    CodecPlan wireCodecs,
    StatePlan state,
    List<OnPrimaryPlan> onPrimary,
    @Nullable ObituaryPlan onObituary,
    StartPlan start,
    List<String> contract) {

  /** How the state is saved and loaded. */
  public sealed interface StatePlan {}

  /**
   * By its fields.
   *
   * @param codecs what only these need
   */
  public record FieldState(List<WireType.Field> fields, CodecPlan codecs) implements StatePlan {}

  /** By methods of the class. */
  public record OwnState(String save, String load) implements StatePlan {}

  /** A method with {@code @OnPrimary}, and whether it asks for the primary. */
  public record OnPrimaryPlan(String method, boolean takesPrimary) {}

  /**
   * The method with {@code @OnObituary}.
   *
   * @param index its number among the operations
   * @param context where it wants its {@code UpdateContext}
   */
  public record ObituaryPlan(int index, String method, ContextPlace context) {}

  /**
   * How a server object is made.
   *
   * @param ownLaunch whether by the static method {@code launch(String[])} of the class
   * @param thrown what that declares
   */
  public record StartPlan(boolean ownLaunch, List<TypeName> thrown) {}

  /** The operations that clients see. */
  public List<OperationPlan> offered() {
    return operations.stream().filter(operation -> !operation.isFirst()).toList();
  }
}
