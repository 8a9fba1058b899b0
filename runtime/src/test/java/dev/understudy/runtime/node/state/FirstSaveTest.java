package dev.understudy.runtime.node.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.node.MutableServer;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is tried with a new server object, at the first start. */
class FirstSaveTest {

  private static void tryWith(Supplier<Standby> maker) {
    RenewableStandby standby = new RenewableStandby(maker);
    FirstSave.tryIfDue(new StateMachine(standby), standby);
  }

  @Test
  void aNewObjectThatCanBeSavedAndLoadedIsLeftAlone() {
    tryWith(MutableServer::new);
  }

  @Test
  void whatIsSeenWithoutASaveIsToldInOneLine() {
    assertThatThrownBy(
            () ->
                tryWith(
                    () ->
                        new MutableServer() {
                          @Override
                          public void checkNew() {
                            throw new UnsavableException("it holds what cannot be filled");
                          }
                        }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageMatching(
            "a new \\w+ could not be saved and loaded: it holds what cannot be filled");
  }

  @Test
  void whatTheClassThrowsIsToldWithItsNameAndMessage() {
    assertThatThrownBy(
            () ->
                tryWith(
                    () ->
                        new MutableServer() {
                          @Override
                          public void load(WireInput in) {
                            throw new IllegalArgumentException("no\nsuch");
                          }
                        }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageEndingWith("loaded: java.lang.IllegalArgumentException: no");
  }

  @Test
  void aClassThatIsMissingIsTold() {
    assertThatThrownBy(
            () ->
                tryWith(
                    () ->
                        new MutableServer() {
                          @Override
                          public void load(WireInput in) {
                            throw new NoClassDefFoundError("com/x/Seat");
                          }
                        }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageEndingWith(
            "loaded: the class com.x.Seat is missing: the class path lacks it; add the jar that"
                + " holds it");
  }

  @Test
  void whatIsAnotherAfterwardsIsRefused() {
    int[] saves = {0};
    assertThatThrownBy(
            () ->
                tryWith(
                    () ->
                        new MutableServer() {
                          @Override
                          public void save(WireOutput out) {
                            super.save(out);
                            saves[0]++;
                            out.writeInt(saves[0]);
                          }

                          @Override
                          public void load(WireInput in) {
                            super.load(in);
                            in.readInt();
                          }
                        }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("changes when it is saved and loaded");
  }

  @Test
  void aConstructorThatEndsWithAnErrorIsTold() {
    assertThatThrownBy(
            () ->
                tryWith(
                    () -> {
                      throw new ServiceConfigurationError("no licence");
                    }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith(
            "the server object cannot be made, as its constructor or an initialiser throws"
                + " java.util.ServiceConfigurationError: no licence at "
                + FirstSaveTest.class.getName());
  }

  @Test
  void aConstructorThatThrowsIsTold() {
    assertThatThrownBy(
            () ->
                tryWith(
                    () -> {
                      throw new IllegalStateException("no licence");
                    }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith(
            "the server object cannot be made, as its constructor or an initialiser throws"
                + " java.lang.IllegalStateException: no licence at "
                + FirstSaveTest.class.getName());
  }
}
