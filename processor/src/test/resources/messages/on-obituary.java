package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Uncallable {
  @OnObituary private void hidden(ClientObituary client) {}

  @OnObituary static void shared(ClientObituary client) {}

  @Update void go() {}
}

@HighlyAvailable
class Mistaken {
  @OnObituary boolean answers(ClientObituary client) {
    return true;
  }

  @OnObituary void nothing() {}

  @OnObituary void other(String name) {}

  @OnObituary void two(ClientObituary one, ClientObituary other) {}

  @OnObituary void three(UpdateContext one, ClientObituary client, UpdateContext other) {}

  @OnObituary void between(ClientObituary client, CallingClient caller) {}

  @Update void go() {}
}

@HighlyAvailable
class Both {
  @OnObituary
  @Update
  void update(ClientObituary client) {}
}

class Stray {
  @OnObituary void released(ClientObituary client) {}
}
// file: Overriding.java
package dev.x;

import dev.understudy.*;

@HighlyAvailable
class Overriding extends Base {
  @OnObituary
  @Override
  public void released(ClientObituary client) {}

  @Update void go() {}
}

// file: Base.java
package dev.x;

import dev.understudy.*;

abstract class Base {
  @OnObituary protected void released(ClientObituary client) {}
}
// file: Contexts.java
package dev.x;

import dev.understudy.*;

@HighlyAvailable
class Contexts {
  @OnObituary void released(UpdateContext context, ClientObituary client) throws Exception {}

  @Update void go() {}
}
