package dev.understudy.processor.validation;

import dev.understudy.processor.codecs.Model;
import dev.understudy.processor.declaration.ServerDeclaration;
import dev.understudy.processor.diagnostics.Findings;

/** One thing that a server class must be, or had better be. */
interface Rule {

  /** Adds a finding for each place where it is not. */
  void check(ServerDeclaration server, Model model, Findings findings);
}
