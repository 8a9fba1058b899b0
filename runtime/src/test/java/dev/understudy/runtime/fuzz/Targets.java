package dev.understudy.runtime.fuzz;

import java.util.ArrayList;
import java.util.List;

/** All that reads bytes from outside. */
final class Targets {

  private static final List<FuzzTarget> ALL = all();

  private Targets() {}

  private static List<FuzzTarget> all() {
    List<FuzzTarget> all = new ArrayList<>(MessageTargets.all());
    all.add(new FrameTarget());
    all.add(new RecordTarget());
    all.add(CodecTarget.simple());
    all.add(CodecTarget.times());
    all.add(CodecTarget.containers());
    all.add(CodecTarget.objects());
    all.add(new OutcomeTarget());
    all.add(new StateTarget());
    all.add(new JournalTarget());
    all.add(new SnapshotTarget());
    all.add(new BackupTarget());
    all.addAll(FileTargets.all());
    all.add(new NameTarget());
    return List.copyOf(all);
  }

  /** In an order that stays: a number stands for each. */
  static List<FuzzTarget> list() {
    return ALL;
  }

  static FuzzTarget named(String name) {
    return ALL.stream()
        .filter(target -> target.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("nothing to fuzz is called " + name));
  }
}
