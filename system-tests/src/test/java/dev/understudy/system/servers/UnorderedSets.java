package dev.understudy.system.servers;

import java.util.Map;
import java.util.Set;

/** Sets and maps without an order, at two depths. */
public record UnorderedSets(Set<String> names, Map<String, Set<String>> roles) {}
