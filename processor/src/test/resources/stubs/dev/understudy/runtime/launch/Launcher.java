package dev.understudy.runtime.launch;
import dev.understudy.runtime.spi.*;
import java.util.function.Supplier;
public final class Launcher {
  private Launcher() {}
  public static void launch(String[] args, ServerClass serverClass, Supplier<Standby> standby) { System.out.println(serverClass.contract()); standby.get(); }
}
