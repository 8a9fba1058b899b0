package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.OperationPlan;
import dev.understudy.processor.plan.OperationPlan.ContextPlace;
import dev.understudy.processor.plan.ServerPlan;
import dev.understudy.processor.plan.ServerPlan.FieldState;
import dev.understudy.processor.plan.ServerPlan.OwnState;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the replica: the method table, the codecs, save and restore. */
final class ReplicaWriter implements FileWriter {

  @Override
  public TypeSpec write(ServerPlan plan) {
    ClassName server = plan.names().server();
    TypeSpec.Builder type =
        GeneratedTypes.begin(
                plan,
                plan.names().replica(),
                CodeBlock.of(
                    "Runs a {@link $1T}: its method table, its codecs, save and restore. All that an"
                        + " engine needs;\ncalled by the writer thread only.\n",
                    server))
            .addSuperinterface(RuntimeNames.REPLICA)
            .addField(
                FieldSpec.builder(server, "server")
                    .addJavadoc("The server object.\n")
                    .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                    .build());
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addJavadoc("Makes the replica of a server object.\n\n@param server a new one\n")
            .addModifiers(Modifier.PUBLIC)
            .addParameter(server, "server")
            .addStatement("this.server = server");
    if (plan.state() instanceof FieldState) {
      type.addField(
          FieldSpec.builder(plan.names().state(), "state")
              .addJavadoc("How its state is saved and restored.\n")
              .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
              .build());
      constructor.addStatement("this.state = new $T(server)", plan.names().state());
    }
    type.addMethod(constructor.build());
    addDispatch(type, plan);
    if (plan.onObituary() != null) {
      type.addMethod(new ObituaryCode(plan, plan.onObituary()).tell());
    }
    addState(type, plan);
    ValueCode values = new ValueCode(plan.wireCodecs().from(plan.names().replica()));
    plan.operations().forEach(operation -> type.addMethod(call(plan, operation, values)));
    type.addType(new WireWriter(plan).write());
    if (plan.state() instanceof FieldState state) {
      type.addType(stateCodec(plan, state));
    }
    return type.build();
  }

  private static void addDispatch(TypeSpec.Builder type, ServerPlan plan) {
    type.addMethod(
            MethodSpec.methodBuilder("server")
                .addJavadoc("The server object.\n\n@return always the same\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(plan.names().server())
                .addStatement("return server")
                .build())
        .addMethod(
            overriding("serverClass")
                .returns(RuntimeNames.SERVER_CLASS)
                .addStatement("return $T.SERVER_CLASS", plan.names().wire())
                .build())
        .addMethod(
            table(plan, true, "apply")
                .addParameter(RuntimeNames.WIRE_INPUT, "arguments")
                .addParameter(RuntimeNames.UPDATE_CONTEXT, "context")
                .addParameter(RuntimeNames.WIRE_OUTPUT, "outcome")
                .build())
        .addMethod(
            table(plan, false, "query")
                .addParameter(RuntimeNames.WIRE_INPUT, "arguments")
                .addParameter(RuntimeNames.WIRE_OUTPUT, "outcome")
                .build());
  }

  private static MethodSpec.Builder table(ServerPlan plan, boolean updates, String name) {
    MethodSpec.Builder method =
        overriding(name).addParameter(int.class, "operation").addException(Exception.class);
    List<OperationPlan> operations =
        plan.operations().stream().filter(operation -> operation.isUpdate() == updates).toList();
    CodeBlock refusal =
        CodeBlock.of(
            "throw new $T($S + operation)",
            RuntimeNames.MALFORMED_INPUT,
            "there is no " + (updates ? "update" : "query") + " number ");
    if (operations.isEmpty()) {
      return method.addStatement(refusal);
    }
    method.beginControlFlow("switch (operation)");
    for (OperationPlan operation : operations) {
      boolean hasContext = operation.context() != ContextPlace.NONE;
      method.addStatement(
          "case $L -> $L(arguments, $Loutcome)",
          operation.index(),
          operation.names().method(),
          hasContext ? "context, " : "");
    }
    return method.addStatement("default -> $L", refusal).endControlFlow();
  }

  private static void addState(TypeSpec.Builder type, ServerPlan plan) {
    MethodSpec.Builder save = overriding("save").addParameter(RuntimeNames.WIRE_OUTPUT, "out");
    MethodSpec.Builder load = overriding("load").addParameter(RuntimeNames.WIRE_INPUT, "in");
    if (plan.state() instanceof OwnState own) {
      save.addStatement("server.$L(out)", own.save());
      load.addStatement("server.$L(in)", own.load());
    } else {
      save.addStatement("state.writeLast(server, out)");
      load.addStatement("state.load(in)");
    }
    type.addMethod(save.build()).addMethod(load.build());
    if (plan.state() instanceof FieldState) {
      type.addMethod(overriding("checkNew").addStatement("state.checkFinalFields()").build())
          .addMethod(
              overriding("assigned")
                  .returns(boolean.class)
                  .addStatement("return state.assigned()")
                  .build())
          .addMethod(
              overriding("refusal")
                  .returns(String.class)
                  .addStatement("return state.refusal()")
                  .build())
          .addMethod(
              overriding("stateFields")
                  .returns(ParameterizedTypeName.get(List.class, String.class))
                  .addStatement("return state.fieldNames()")
                  .build())
          .addMethod(
              overriding("stateDigests")
                  .addParameter(int.class, "mostBytes")
                  .returns(long[].class)
                  .addStatement("return state.digests(mostBytes)")
                  .build());
    }
  }

  private static MethodSpec call(ServerPlan plan, OperationPlan operation, ValueCode values) {
    NameAllocator names = new NameAllocator();
    List.of("in", "context", "out", "server", "state", "e").forEach(names::newName);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(operation.names().method())
            .addJavadoc(
                "Calls $L.\n\n@param in the arguments\n", GeneratedTypes.link(plan, operation))
            .addModifiers(Modifier.PRIVATE)
            .addParameter(RuntimeNames.WIRE_INPUT, "in");
    if (operation.context() != ContextPlace.NONE) {
      method.addJavadoc("@param context of the update\n");
      method.addParameter(RuntimeNames.UPDATE_CONTEXT, "context");
    }
    method.addJavadoc("@param out takes the outcome\n");
    method.addParameter(RuntimeNames.WIRE_OUTPUT, "out");
    List<CodeBlock> arguments = new ArrayList<>();
    for (OperationPlan.Parameter parameter : operation.parameters()) {
      String local = names.newName(parameter.name());
      method.addStatement(
          "$T $L =$W$L", parameter.type(), local, values.read(parameter.codec(), "in"));
      arguments.add(CodeBlock.of("$L", local));
    }
    method.addStatement("in.endOfArguments()");
    switch (operation.context()) {
      case FIRST -> arguments.add(0, CodeBlock.of("context"));
      case LAST -> arguments.add(CodeBlock.of("context"));
      case NONE -> {}
    }
    addCall(method, plan, operation, CodeBlock.join(arguments, ", "));
    return method.build();
  }

  private static void addCall(
      MethodSpec.Builder method, ServerPlan plan, OperationPlan operation, CodeBlock arguments) {
    CodeBlock outcome =
        CodeBlock.of("$T.$L.outcome()", plan.names().wire(), operation.names().constant());
    List<OperationPlan.Thrown> thrown = operation.thrownSubclassesFirst();
    if (!thrown.isEmpty()) {
      method.beginControlFlow("try");
    }
    if (operation.isVoid()) {
      method.addStatement("server.$L($L)", operation.method(), arguments);
      method.addStatement("$L.writeValue(null, out)", outcome);
    } else {
      method.addStatement(
          "$L.writeValue($Zserver.$L($L),$Wout)", outcome, operation.method(), arguments);
    }
    for (OperationPlan.Thrown exception : thrown) {
      method.nextControlFlow("catch ($T e)", exception.type());
      method.addStatement("$L.writeException($L, e, out)", outcome, exception.number());
    }
    if (!thrown.isEmpty()) {
      method.endControlFlow();
    }
  }

  private static TypeSpec stateCodec(ServerPlan plan, FieldState state) {
    ClassName server = plan.names().server();
    StateFieldCode fields = new StateFieldCode(state.fields(), new ValueCode(state.codecs()));
    TypeSpec.Builder type =
        TypeSpec.classBuilder(plan.names().state())
            .addJavadoc(
                "Saves and restores the state fields of {@link $T}, in the order of their"
                    + " declaration.\n",
                server)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .superclass(ParameterizedTypeName.get(RuntimeNames.SERVER_STATE, server));
    fields.addHandles(type);
    new CodecWriter(state.codecs(), plan.names().state()).addTo(type);
    MethodSpec.Builder write =
        overriding("writeField", Modifier.PROTECTED)
            .addParameter(int.class, "field")
            .addParameter(server, "value")
            .addParameter(RuntimeNames.WIRE_OUTPUT, "out")
            .beginControlFlow("switch (field)");
    MethodSpec.Builder read =
        overriding("readField", Modifier.PROTECTED)
            .addParameter(int.class, "field")
            .addParameter(server, "value")
            .addParameter(RuntimeNames.WIRE_INPUT, "in");
    fields.addWrites(write, 0, true);
    fields.addReadCases(read);
    CodeBlock names = fields.names();
    type.addMethod(
            MethodSpec.constructorBuilder()
                .addJavadoc("Names the fields.\n\n@param server whose they are\n")
                .addParameter(server, "server")
                .addStatement(
                    "super($Zserver$L)", names.isEmpty() ? names : CodeBlock.of(",$W$L", names))
                .build())
        .addMethod(write.build())
        .addMethod(read.build());
    fields.addHeld(type, server, true);
    fields.addAssign(type, server);
    fields.addRefilled(type, server);
    return type.build();
  }

  private static MethodSpec.Builder overriding(String name) {
    return overriding(name, Modifier.PUBLIC);
  }

  private static MethodSpec.Builder overriding(String name, Modifier visibility) {
    return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(visibility);
  }
}
