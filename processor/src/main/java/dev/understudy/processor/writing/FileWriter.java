package dev.understudy.processor.writing;

import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.plan.ServerPlan;

/** Writes one generated file. */
interface FileWriter {

  /** Writes its top-level class. */
  TypeSpec write(ServerPlan plan);
}
