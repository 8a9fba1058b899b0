package dev.understudy.runtime.launch.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code true} and {@code false}, as a flag's environment variable has them. */
final class FlagConverter implements ITypeConverter<Boolean> {

  @Override
  public Boolean convert(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new TypeConversionException("is neither 'true' nor 'false'");
    };
  }
}
