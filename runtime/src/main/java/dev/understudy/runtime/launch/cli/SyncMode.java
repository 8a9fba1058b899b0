package dev.understudy.runtime.launch.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When the journal is synchronised to the disk. */
enum SyncMode {
  /** When the operating system sees fit: enough for the death of a process. */
  NONE,
  /** Before a reply goes: enough for a loss of power. */
  ALWAYS;

  @Override
  public String toString() {
    return this == NONE ? "none" : "always";
  }

  /** Reads {@code none} and {@code always}. */
  static final class Converter implements ITypeConverter<SyncMode> {
    @Override
    public SyncMode convert(String value) {
      return switch (value) {
        case "none" -> NONE;
        case "always" -> ALWAYS;
        default -> throw new TypeConversionException("is neither 'none' nor 'always'");
      };
    }
  }
}
