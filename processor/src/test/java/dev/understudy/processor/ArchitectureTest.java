package dev.understudy.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** The stages of the processor: in what direction they lead, and which look at javac's model. */
class ArchitectureTest {

  private static final String ROOT = "dev.understudy.processor";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void thePackagesHaveNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theStagesLeadInOneDirection() {
    mayUse("diagnostics");
    mayUse("names");
    mayUse("codecs", "diagnostics", "names");
    mayUse("declaration", "codecs", "diagnostics", "names");
    mayUse("validation", "declaration", "codecs", "diagnostics", "names");
    mayUse("plan", "declaration", "codecs", "names");
    mayUse("writing", "plan", "codecs", "names");
  }

  @Test
  void plansAndWritersDoNotLookAtJavacsModel() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".names", ROOT + ".plan", ROOT + ".writing")
        .should()
        .dependOnClassesThat(
            resideInAPackage("javax.lang.model..").and(not(equivalentTo(Modifier.class))))
        .because("declaration, codecs and validation read javac's model; ask them")
        .check(CLASSES);
  }

  @Test
  void findingsOnlyCarryElements() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".diagnostics")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.lang.model.type", "javax.lang.model.util")
        .because("a finding says where, and does not look into it")
        .check(CLASSES);
  }

  @Test
  void nothingUsesTheRuntime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.understudy.runtime..")
        .because("the processor writes names of the runtime, it does not need it")
        .check(CLASSES);
  }

  private static void mayUse(String stage, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = ROOT + "." + stage;
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = ROOT + "." + others[i];
    }
    classes()
        .that()
        .resideInAPackage(ROOT + "." + stage)
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
        .check(CLASSES);
  }
}
