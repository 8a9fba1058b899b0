package dev.understudy.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.OperationDeclaration;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The methods of generated types have names of their own. */
final class NamesDoNotClash implements Rule {

  private static final Set<String> OF_THE_CLIENT = Set.of("close", "connect", "obituaries");
  private static final String ASYNC = "Async";

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    List<OperationDeclaration> offered =
        server.operations().stream().filter(operation -> !operation.first()).toList();
    Set<String> names = new HashSet<>();
    offered.forEach(operation -> names.add(operation.name()));
    Set<String> signatures = new HashSet<>();
    String client = server.names().client().simpleName();
    for (OperationDeclaration operation : offered) {
      String name = operation.name();
      if (OF_THE_CLIENT.contains(name)) {
        add(server, operation, name, client, findings);
      } else if (name.endsWith(ASYNC)
          && names.contains(name.substring(0, name.length() - ASYNC.length()))) {
        add(server, operation, name, client, findings);
      } else if (!signatures.add(name + erased(operation))) {
        add(server, operation, name + erased(operation), client, findings);
      }
    }
  }

  private static List<TypeName> erased(OperationDeclaration operation) {
    return operation.parameters().stream().map(OperationDeclaration.Parameter::erased).toList();
  }

  private static void add(
      ServerDeclaration server,
      OperationDeclaration operation,
      String with,
      String client,
      Findings findings) {
    findings.add(
        Problem.NAME_CLASH,
        operation.method(),
        server.simpleName(),
        operation.name(),
        with.replace("[", "(").replace("]", ")"),
        client);
  }
}
