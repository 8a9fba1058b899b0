package dev.understudy.processor.writing;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.plan.ServerPlan;
import javax.lang.model.element.Modifier;

/** Writes the wrapper for callers in the primary's own process. */
final class PrimaryWriter implements FileWriter {

  @Override
  public TypeSpec write(ServerPlan plan) {
    TypeSpec.Builder type =
        GeneratedTypes.begin(
                plan,
                plan.names().primary(),
                CodeBlock.of(
                    "The primary of {@link $T}: a caller in the same process uses it as it would the"
                        + " class, on any\nthread but the writer. Every update is numbered and"
                        + " forwarded.\n\n<p>A call that is answered will not be lost. Calls that"
                        + " wait when the pair stops are answered, or fail\nwith {@code CallRefusedException} and have"
                        + " changed nothing, as all later ones. When this process dies, they die\nwith"
                        + " it: each was applied once or not at all, and the state tells which.\n",
                    plan.names().server()))
            .addSuperinterfaces(plan.interfaces())
            .alwaysQualify(plan.inheritedTypes().toArray(String[]::new))
            .addField(
                FieldSpec.builder(RuntimeNames.CALLER, "caller")
                    .addJavadoc("Where its calls go.\n")
                    .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                    .build())
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addJavadoc(
                        """
                        Makes the primary of this process.

                        @param caller where its calls go: to the writer
                        """)
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(RuntimeNames.CALLER, "caller")
                    .addStatement("this.caller = caller")
                    .build());
    CallWriter calls = new CallWriter(plan, "caller");
    plan.offered().stream().flatMap(calls::write).forEach(type::addMethod);
    return type.build();
  }
}
