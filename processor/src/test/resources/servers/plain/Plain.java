import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;

/** In the package without a name, and with deprecated parts. */
@HighlyAvailable
public class Plain {
  @Deprecated
  public record Old(int a) {}

  @State private Old old;

  @Deprecated
  @Update
  public Old set(Old newOld) {
    old = newOld;
    return newOld;
  }

  @Query
  Old get() {
    return old;
  }
}
