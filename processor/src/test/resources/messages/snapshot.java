package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Half {
  @Snapshot void save(StateOutput out) {}

  @Update void go() {}
}

@HighlyAvailable
class OtherHalf {
  @Restore void load(StateInput in) {}

  @Update void go() {}
}

@HighlyAvailable
class Both {
  @State int a;

  @Snapshot void save(StateOutput out) {}

  @Restore void load(StateInput in) {}

  @Update void go() {}
}

@HighlyAvailable
class Wrong {
  @Snapshot private int save(StateOutput out) {
    return 1;
  }

  @Restore static void load(StateInput in) throws java.io.IOException {}

  @Restore void load(StateOutput in) {}

  @Update void go() {}
}
