package dev.understudy.processor.validation;

import dev.understudy.Mode;
import dev.understudy.WhenUnprotected;
import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.declaration.Settings;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Problem;

/** Mode, standby role and the rest are there, and go together. */
final class SettingsArePossible implements Rule {

  @Override
  public void check(ServerDeclaration server, Model model, Findings findings) {
    Settings settings = server.settings();
    if (settings.mode() == Mode.COLD && settings.roleIsGiven()) {
      findings.add(Problem.ROLE_FOR_COLD, settings.placeOf("standbyRole"), server.simpleName());
    }
    if (settings.mode() == Mode.COLD && settings.whenUnprotected() == WhenUnprotected.REFUSE) {
      findings.add(
          Problem.REFUSE_WITH_COLD, settings.placeOf("whenUnprotected"), server.simpleName());
    }
  }
}
