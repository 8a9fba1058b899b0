package dev.understudy.processor.writing;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.ServerPlan;
import java.util.function.Supplier;
import javax.lang.model.element.Modifier;

/** Writes the command line. */
final class LauncherWriter implements FileWriter {

  private static final String PARAMETER = "@param args the command and its options\n";

  @Override
  public TypeSpec write(ServerPlan plan) {
    return GeneratedTypes.begin(
            plan,
            plan.names().launcher(),
            CodeBlock.of(
                "The command line of {@link $T}: starts the pair, shows it, stops it. {@code --help}"
                    + " tells the rest.\n",
                plan.names().server()))
        .addMethod(
            MethodSpec.constructorBuilder()
                .addJavadoc("Makes nothing: it has a main.\n")
                .addModifiers(Modifier.PRIVATE)
                .build())
        .addMethod(main(plan))
        .addMethod(launch(plan))
        .build();
  }

  private static MethodSpec main(ServerPlan plan) {
    ClassName server = plan.names().server();
    MethodSpec.Builder main =
        MethodSpec.methodBuilder("main")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addParameter(String[].class, "args");
    if (plan.start().ownLaunch()) {
      main.addJavadoc(
          "Runs a command; {@link $T#launch} makes the server object.\n\n" + PARAMETER, server);
      for (TypeName thrown : plan.start().thrown()) {
        main.addException(thrown).addJavadoc("@throws $T as there\n", thrown);
      }
      return main.addStatement("$T.launch(args)", server).build();
    }
    return main.addJavadoc(
            "Runs a command, on a server object made without arguments.\n\n" + PARAMETER)
        .addStatement("launch(args, $T::new)", server)
        .build();
  }

  private static MethodSpec launch(ServerPlan plan) {
    ClassName server = plan.names().server();
    return MethodSpec.methodBuilder("launch")
        .addJavadoc(
            """
            Runs a command, from a main of the user's own.

            @param args the command and its options
            @param server makes the server object, in the primary and in the standby
            """)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(String[].class, "args")
        .addParameter(ParameterizedTypeName.get(ClassName.get(Supplier.class), server), "server")
        .addStatement(
            "$T.launch(\nargs,\n$L.SERVER_CLASS,\n() -> new $T(new $T(server.get())))",
            RuntimeNames.LAUNCHER,
            GeneratedTypes.wire(plan),
            plan.names().standby(),
            plan.names().replica())
        .build();
  }
}
