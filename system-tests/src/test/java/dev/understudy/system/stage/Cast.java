package dev.understudy.system.stage;

import java.util.Map;
import java.util.Set;

/** Sets and maps without an order, at two depths. */
public record Cast(Set<String> names, Map<String, Set<String>> roles) {}
