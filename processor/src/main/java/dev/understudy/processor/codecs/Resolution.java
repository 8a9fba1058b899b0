package dev.understudy.processor.codecs;

import java.util.List;

/**
 * The answer for one parameter, result, exception or field.
 *
 * @param key the codec; in the graph only if there is no misfit
 * @param misfits why there is none
 * @param unresolved types that the compiler does not know, or not yet
 */
public record Resolution(CodecKey key, List<Misfit> misfits, List<String> unresolved) {}
