package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;
import java.util.List;
import javax.lang.model.element.ElementKind;

/** All rules, in the order in which their findings are told. */
public final class Rules {

  private static final List<Rule> ALL =
      List.of(
          new ClassCanBeInstantiated(),
          new ServerCanBeStarted(),
          new SettingsArePossible(),
          new OperationsCanBeCalled(),
          new UpdateOrQuery(),
          new SomethingIsReplicated(),
          new ContextStandsAtAnEnd(),
          new FirstUpdateTakesArguments(),
          new IdentitiesDiffer(),
          new NamesDoNotClash(),
          new TypesHaveCodecs(),
          new StateCanBeRestored(),
          new SnapshotIsWhole(),
          new OnPrimaryCanBeTold(),
          new ObituaryCanBeTold(),
          new ChangingFieldsAreMarked(),
          new PublicMethodsAreOperations(),
          new InterfacesAreOffered(),
          new DefaultMethodsAreOperations());

  private Rules() {}

  /** Checks a declaration by every rule. */
  public static void check(ServerDeclaration server, Model model, Findings findings) {
    for (Rule rule : ALL) {
      rule.check(server, model, findings);
      if (server.element().getKind() != ElementKind.CLASS) {
        // The first rule has told so, and the others would only wonder.
        return;
      }
    }
  }
}
