package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.ServerPlan;
import java.nio.file.Path;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the typed client. */
final class ClientWriter implements FileWriter {

  @Override
  public TypeSpec write(ServerPlan plan) {
    ClassName client = plan.names().client();
    TypeSpec.Builder type =
        GeneratedTypes.begin(
                plan,
                client,
                CodeBlock.of(
                    "A client of {@link $T}, for any thread. It survives takeovers without its"
                        + " callers noticing more\nthan a delay; each update is applied exactly"
                        + " once.\n",
                    plan.names().server()))
            .addSuperinterfaces(plan.interfaces())
            .alwaysQualify(plan.inheritedTypes().toArray(String[]::new))
            .addSuperinterface(AutoCloseable.class)
            .addField(
                FieldSpec.builder(RuntimeNames.CLIENT_SESSION, "session")
                    .addJavadoc("Its numbered conversation with the pair.\n")
                    .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                    .build())
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addJavadoc("Makes a client.\n\n@param session its conversation\n")
                    .addModifiers(Modifier.PRIVATE)
                    .addParameter(RuntimeNames.CLIENT_SESSION, "session")
                    .addStatement("this.session = session")
                    .build())
            .addMethod(connect(client))
            .addMethod(connectWithOptions(plan));
    CallWriter calls = new CallWriter(plan, "session");
    plan.offered().stream().flatMap(calls::write).forEach(type::addMethod);
    return type.addMethod(obituaries()).addMethod(close()).build();
  }

  private static MethodSpec connect(ClassName client) {
    return MethodSpec.methodBuilder("connect")
        .addJavadoc(
            """
            Connects to the primary that serves a directory, with the default options.

            @param directory the directory of the pair
            @return the client, to be closed
            @throws dev.understudy.NoPrimaryException when none answered in time
            """)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(client)
        .addParameter(Path.class, "directory")
        .addStatement("return connect(directory, $T.DEFAULTS)", RuntimeNames.CLIENT_OPTIONS)
        .build();
  }

  private static MethodSpec connectWithOptions(ServerPlan plan) {
    ClassName client = plan.names().client();
    return MethodSpec.methodBuilder("connect")
        .addJavadoc(
            """
            Connects to the primary that serves a directory.

            @param directory the directory of the pair
            @param options the settings of this client
            @return the client, to be closed
            @throws dev.understudy.NoPrimaryException when none answered in time
            """)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(client)
        .addParameter(Path.class, "directory")
        .addParameter(RuntimeNames.CLIENT_OPTIONS, "options")
        .addStatement(
            "return new $T($T.connect($L.SERVER_CLASS, directory, options))",
            client,
            RuntimeNames.CLIENT_SESSION,
            GeneratedTypes.wire(plan))
        .build();
  }

  private static MethodSpec obituaries() {
    return MethodSpec.methodBuilder("obituaries")
        .addJavadoc(
            "The deaths of servers that this client was told of.\n\n@return the earliest first\n")
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(ClassName.get(List.class), RuntimeNames.OBITUARY))
        .addStatement("return session.obituaries()")
        .build();
  }

  private static MethodSpec close() {
    return MethodSpec.methodBuilder("close")
        .addJavadoc("Ends the session of this client.\n")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addStatement("session.close()")
        .build();
  }
}
