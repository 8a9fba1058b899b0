package dev.understudy.processor.plan;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.CodecGraph;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.declaration.ObituaryDeclaration;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration.InterfaceDeclaration;
import dev.understudy.processor.declaration.Settings;
import dev.understudy.processor.names.GeneratedNames;
import dev.understudy.processor.names.OperationNames;
import dev.understudy.processor.names.Words;
import dev.understudy.processor.plan.OperationPlan.ContextPlace;
import dev.understudy.processor.plan.OperationPlan.Parameter;
import dev.understudy.processor.plan.OperationPlan.Thrown;
import dev.understudy.processor.plan.ServerPlan.FieldState;
import dev.understudy.processor.plan.ServerPlan.ObituaryPlan;
import dev.understudy.processor.plan.ServerPlan.OnPrimaryPlan;
import dev.understudy.processor.plan.ServerPlan.OwnState;
import dev.understudy.processor.plan.ServerPlan.StartPlan;
import dev.understudy.processor.plan.ServerPlan.StatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what is generated for a declaration in which no error was found. */
public final class Planner {

  private final ServerDeclaration declaration;

  /** Makes a planner. */
  public Planner(ServerDeclaration declaration) {
    this.declaration = declaration;
  }

  /** Plans all. */
  public ServerPlan plan() {
    GeneratedNames names = declaration.names();
    CodecGraph graph = declaration.codecs();
    Settings settings = declaration.settings();
    List<OperationPlan> operations = operations();
    List<String> constants =
        Stream.concat(
                operations.stream().map(operation -> operation.names().constant()),
                Stream.of("SERVER_CLASS", "ON_OBITUARY"))
            .toList();
    CodecPlan wire =
        CodecPlan.of(
            graph,
            operations.stream().flatMap(Planner::codecs).toList(),
            names.wire(),
            constants,
            null);
    StatePlan state = state(wire);
    return new ServerPlan(
        names,
        declaration.binaryName(),
        declaration.isPublic(),
        declaration.canBeMarked(),
        declaration.mentionsDeprecated(),
        settings.mode().name(),
        settings.standbyRole().name(),
        settings.compareResults(),
        settings.whenUnprotected().name(),
        operations,
        declaration.interfaces().stream()
            .filter(type -> type.obstacle().isEmpty())
            .map(InterfaceDeclaration::type)
            .toList(),
        declaration.interfaces().stream()
            .filter(type -> type.obstacle().isEmpty())
            .flatMap(type -> type.memberTypes().stream())
            .sorted()
            .distinct()
            .toList(),
        wire,
        state,
        declaration.onPrimary().stream()
            .map(method -> new OnPrimaryPlan(method.name(), method.arity() == 1))
            .toList(),
        obituary(operations.size()),
        new StartPlan(declaration.start().ownLaunch(), declaration.start().thrown()),
        new ContractText(graph)
            .lines(
                operations,
                !declaration.onObituary().isEmpty(),
                declaration.stateFields(),
                declaration.hasOwnSnapshot()));
  }

  private @Nullable ObituaryPlan obituary(int index) {
    if (declaration.onObituary().isEmpty()) {
      return null;
    }
    ObituaryDeclaration told = declaration.onObituary().get(0);
    int context = told.parameters().indexOf(ObituaryDeclaration.Parameter.CONTEXT);
    ContextPlace place = context == 0 ? ContextPlace.FIRST : ContextPlace.LAST;
    return new ObituaryPlan(index, told.name(), context < 0 ? ContextPlace.NONE : place);
  }

  private static Stream<CodecKey> codecs(OperationPlan operation) {
    return Stream.of(
            operation.parameters().stream().map(Parameter::codec),
            Stream.of(operation.result()),
            operation.thrown().stream().map(Thrown::codec))
        .flatMap(keys -> keys);
  }

  private StatePlan state(CodecPlan wire) {
    if (declaration.hasOwnSnapshot()) {
      return new OwnState(declaration.saveMethod(), declaration.loadMethod());
    }
    List<WireType.Field> fields = declaration.stateFields();
    List<CodecKey> roots = fields.stream().map(WireType.Field::codec).toList();
    return new FieldState(
        fields,
        CodecPlan.of(
            declaration.codecs(),
            roots,
            declaration.names().state(),
            StateFieldNames.of(fields),
            wire));
  }

  private List<OperationPlan> operations() {
    List<OperationNames> names =
        OperationNames.of(
            declaration.operations().stream()
                .map(operation -> new OperationNames.Source(operation.name(), types(operation)))
                .toList());
    List<OperationPlan> plans = new ArrayList<>();
    for (OperationDeclaration operation : declaration.operations()) {
      plans.add(operation(plans.size(), operation, names.get(plans.size())));
    }
    return List.copyOf(plans);
  }

  private OperationPlan operation(int index, OperationDeclaration operation, OperationNames names) {
    List<Thrown> thrown = new ArrayList<>();
    for (OperationDeclaration.Thrown exception : operation.thrown()) {
      thrown.add(
          new Thrown(thrown.size(), exception.type(), exception.codec().key(), exception.depth()));
    }
    return new OperationPlan(
        index,
        operation.isUpdate(),
        operation.first(),
        operation.name(),
        names,
        operation.name()
            + types(operation).stream()
                .map(Words::simple)
                .collect(Collectors.joining(",", "(", ")")),
        contract(operation),
        operation.returnType(),
        operation.result().key(),
        operation.parameters().stream()
            .map(
                parameter ->
                    new Parameter(
                        parameter.name(),
                        parameter.type(),
                        parameter.erased(),
                        parameter.codec().key()))
            .toList(),
        context(operation),
        operation.isVarArgs() && isReifiable(operation),
        List.copyOf(thrown),
        declaration.isOffered(operation));
  }

  private static String contract(OperationDeclaration operation) {
    StringBuilder line = new StringBuilder(operation.first() ? "first " : "");
    line.append(operation.isUpdate() ? "update " : "query ");
    line.append(operation.identity());
    boolean hasCustom =
        operation.parameters().stream().anyMatch(p -> p.codec().key().custom() != null);
    if (!operation.id().isEmpty() || hasCustom) {
      line.append(
          operation.parameters().stream()
              .map(parameter -> ContractText.text(parameter.codec().key()))
              .collect(Collectors.joining(", ", " (", ")")));
    }
    line.append(" -> ").append(ContractText.text(operation.result().key()));
    if (!operation.thrown().isEmpty()) {
      line.append(
          operation.thrown().stream()
              .map(exception -> exception.type().toString())
              .collect(Collectors.joining(", ", " throws ", "")));
    }
    return line.toString();
  }

  private static List<TypeName> types(OperationDeclaration operation) {
    return operation.parameters().stream().map(OperationDeclaration.Parameter::type).toList();
  }

  private static ContextPlace context(OperationDeclaration operation) {
    if (operation.contexts().isEmpty()) {
      return ContextPlace.NONE;
    }
    return operation.contexts().get(0) == 0 ? ContextPlace.FIRST : ContextPlace.LAST;
  }

  /** An array of a generic type would pollute the heap, and warn of it, at every caller. */
  private static boolean isReifiable(OperationDeclaration operation) {
    TypeName last = types(operation).get(types(operation).size() - 1);
    return last instanceof ArrayTypeName array
        && !(array.componentType() instanceof ParameterizedTypeName);
  }
}
