package dev.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.CallingClient;
import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Drives the generated types as the runtime does: every call by its bytes. */
public final class Driver {

  /** Calls a replica, and hands the outcome on, both as bytes. */
  static final class Direct implements Caller {
    private final Replica replica;

    Direct(Replica replica) {
      this.replica = replica;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E {
      try {
        WireOutput outcome = WireOutput.forCall();
        WireInput in = new WireInput(arguments.toByteArray());
        if (operation.isUpdate()) {
          replica.apply(operation.index(), in, new Context(), outcome);
        } else {
          replica.query(operation.index(), in, outcome);
        }
        assertThat(in.argumentsEnded()).isTrue();
        return operation.outcome().read(operation, new WireInput(outcome.toByteArray()));
      } catch (Exception e) {
        throw (E) e;
      }
    }

    @Override
    public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
      try {
        return CompletableFuture.completedFuture(
            this.<R, Exception>call(operation, arguments));
      } catch (Exception e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }

  static final class Context implements UpdateContext {
    static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Random random() {
      return new Random(1);
    }

    @Override
    public UUID newUuid() {
      return new UUID(1, 2);
    }

    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public CallingClient client() {
      return CallingClient.INSIDE;
    }
  }

  private Driver() {}

  public static void callsReachTheClassAndComeBack() throws Exception {
    BoxOfficeReplica replica = new BoxOfficeReplica(new BoxOffice());
    Bookings office = new BoxOfficePrimary(new Direct(replica));
    BoxOfficePrimary primary = (BoxOfficePrimary) office;

    assertThat(office.book("A1", "Ann")).isEqualTo(new Ticket(1, "A1", "Ann"));
    assertThat(office.bookAll(List.of("A2", "A3"), "Bob")).hasSize(2);
    assertThat(office.seatsLeft()).isEqualTo(7);
    assertThat(primary.cancel("A2")).isTrue();
    assertThat(primary.cancelAsync("A2").join()).isFalse();
    assertThat(primary.byHolder())
        .containsOnlyKeys("Ann", "Bob")
        .containsEntry("Ann", List.of(new Ticket(1, "A1", "Ann")));
    assertThat(primary.touch("x", "y")).isEmpty();
    assertThat(primary.touch()).isEqualTo(Optional.of(Context.NOW));
  }

  public static void exceptionsComeBackAsThemselves() throws Exception {
    BoxOfficePrimary primary =
        new BoxOfficePrimary(new Direct(new BoxOfficeReplica(new BoxOffice())));
    primary.book("A1", "Ann");

    assertThatThrownBy(() -> primary.book("A1", "Bob"))
        .isExactlyInstanceOf(SeatTakenException.class)
        .hasMessage("A1 is taken")
        .extracting(e -> ((SeatTakenException) e).holder())
        .isEqualTo("Ann");
    assertThatThrownBy(() -> primary.cancel(9))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no ticket 9");
    assertThat(primary.bookAsync("A1", "Bob")).isCompletedExceptionally();
  }

  public static void theStateIsSavedAndRestored() throws Exception {
    BoxOfficeReplica replica = new BoxOfficeReplica(new BoxOffice());
    BoxOfficePrimary primary = new BoxOfficePrimary(new Direct(replica));
    WireOutput first = WireOutput.forCall();
    replica.apply(
        BoxOfficeReplica.Wire.OPEN.index(),
        new WireInput(arguments(List.of("99"))),
        new Context(),
        first);
    primary.book("A1", "Ann");
    primary.touch();

    WireOutput saved = WireOutput.forSnapshot();
    replica.save(saved);
    BoxOfficeReplica other = new BoxOfficeReplica(new BoxOffice());
    new BoxOfficePrimary(new Direct(other)).book("Z9", "Zoe");
    other.load(WireInput.ofSnapshot(saved.toByteArray(), 0, saved.size()));

    BoxOfficePrimary restored = new BoxOfficePrimary(new Direct(other));
    assertThat(restored.seatsLeft()).isEqualTo(98);
    assertThat(restored.book("B1", "Bob").number()).isEqualTo(2);
    assertThat(restored.byHolder()).containsOnlyKeys("Ann", "Bob");
    assertThat(restored.touch()).contains(Context.NOW);
  }

  public static void theStandbyDigestsAndIsPromoted() throws Exception {
    BoxOffice server = new BoxOffice();
    BoxOfficeStandby standby = new BoxOfficeStandby(new BoxOfficeReplica(server));
    assertThat(standby.obituarySource()).isEqualTo(ObituarySource.CLOSE_OF_THE_PRIMARYS_CONNECTION);

    standby.digest(
        BoxOfficeReplica.Wire.BOOK.index(),
        new WireInput(BoxOfficeReplica.Wire.bookArguments("A1", "Ann").toByteArray()),
        new Context(),
        WireOutput.forCall());
    standby.promoted(new Direct(standby.replica()));

    assertThat(server.doors.seatsLeft()).isEqualTo(9);
    assertThat(server.primary.seatsLeft()).isEqualTo(9);
  }

  public static void strangeBytesAreRefusedBeforeTheClassIsCalled() {
    BoxOfficeReplica replica = new BoxOfficeReplica(new BoxOffice());
    WireInput tooMuch = new WireInput(new byte[] {0, 0, 0});
    assertThatThrownBy(
            () ->
                replica.apply(
                    BoxOfficeReplica.Wire.BOOK.index(),
                    tooMuch,
                    new Context(),
                    WireOutput.forCall()))
        .isInstanceOf(MalformedInputException.class);
    assertThat(tooMuch.argumentsEnded()).isFalse();
    assertThatThrownBy(() -> replica.apply(77, tooMuch, new Context(), WireOutput.forCall()))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("there is no update number 77");
    assertThatThrownBy(() -> replica.query(0, tooMuch, WireOutput.forCall()))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("there is no query number 0");
  }

  public static void theContractIsText() {
    assertThat(BoxOfficeReplica.Wire.SERVER_CLASS.firstUpdate())
        .isSameAs(BoxOfficeReplica.Wire.OPEN);
    assertThat(BoxOfficeReplica.Wire.SERVER_CLASS.contract())
        .isEqualTo(
            String.join(
                "\n",
                "first update open(java.util.List<java.lang.String>) -> void",
                "update book(java.lang.String,java.lang.String) -> dev.x.Ticket throws"
                    + " dev.x.SeatTakenException",
                "update cancel(java.lang.String) -> boolean",
                "update cancel(long) -> void",
                "update sold(java.lang.String...) (java.lang.String[]) ->"
                    + " java.util.Optional<java.time.Instant>",
                "query seatsLeft() -> int",
                "query byHolder() -> java.util.Map<java.lang.String,"
                    + " java.util.List<dev.x.Ticket>>",
                "update bookAll(java.util.List<java.lang.String>,java.lang.String) ->"
                    + " java.util.List<dev.x.Ticket> throws dev.x.SeatTakenException",
                "state seats: java.util.Map<java.lang.String, dev.x.Ticket>",
                "state nextTicket: long",
                "state lastSale: java.time.Instant",
                "state capacity: int",
                "exception dev.x.SeatTakenException(holder: java.lang.String)",
                "record dev.x.Ticket(number: long, seat: java.lang.String, holder:"
                    + " java.lang.String)"));
  }

  private static byte[] arguments(List<String> values) {
    WireOutput out = WireOutput.forCall();
    BoxOfficeReplica.Wire.LIST_OF_STRING.write(values, out);
    return out.toByteArray();
  }
}
