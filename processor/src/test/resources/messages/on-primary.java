package dev.x;

import dev.understudy.*;
import java.util.*;

interface Going {
  void go();
}

interface GoingOn extends Going {}

@HighlyAvailable
class Shop implements GoingOn, Comparable<Shop> {
  @OnPrimary private void hidden() {}

  @OnPrimary static void shared() {}

  @OnPrimary void two(Going a, ShopPrimary b) {}

  @OnPrimary void other(ShopStandby standby) {}

  @OnPrimary void number(int a) {}

  @OnPrimary void comparable(Comparable<Shop> a) {}

  @OnPrimary void nothing() {}

  @OnPrimary void primary(ShopPrimary primary) {}

  @OnPrimary void qualified(dev.x.ShopPrimary primary) {}

  @OnPrimary void going(Going going) {}

  @OnPrimary void goingOn(GoingOn going) {}

  @Override
  public int compareTo(Shop other) {
    return 0;
  }

  @Update
  @Override
  public void go() {}
}
