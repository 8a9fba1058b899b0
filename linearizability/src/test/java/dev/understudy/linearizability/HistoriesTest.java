package dev.understudy.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.linearizability.RegisterModel.Operation;
import dev.understudy.linearizability.Verdict.NotLinearizable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Histories at random: of a server that is in order, of one that is not, and of any kind. */
class HistoriesTest {

  private static final int NO_VALUE = 1_000;

  private final RegisterModel model = new RegisterModel();
  private final LinearizabilityChecker<Integer, Operation, Integer> checker =
      new LinearizabilityChecker<>(model);

  @Property(tries = 500)
  void whatAServerAnsweredIsAccepted(
      @ForAll Random random, @ForAll @IntRange(max = 60) int length) {
    List<Call<Operation, Integer>> history = new RandomServer(random, 5).serve(length, 20);
    assertThat(checker.check(history).describe()).startsWith("linearizable");
  }

  @Property(tries = 500)
  void anImpossibleResultIsRefused(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int length) {
    List<Call<Operation, Integer>> history = new RandomServer(random, 5).serve(length, 0);
    int index = random.nextInt(length); // The calls that are still under way come last.
    Call<Operation, Integer> call = history.get(index);
    Call<Operation, Integer> wrong = withResult(call, NO_VALUE);
    history.set(index, wrong);
    Verdict<Operation, Integer> verdict = checker.check(history);
    assertThat(verdict).isInstanceOf(NotLinearizable.class);
    assertThat(((NotLinearizable<Operation, Integer>) verdict).culprit()).isEqualTo(wrong);
  }

  @Property(tries = 3_000)
  void itAgreesWithOneThatTriesEveryOrder(
      @ForAll Random random, @ForAll @IntRange(max = 6) int length) {
    List<Call<Operation, Integer>> history = new RandomServer(random, 3).serve(length, 20);
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).isAnswered() && random.nextInt(4) == 0) {
        history.set(i, withResult(history.get(i), random.nextInt(3)));
      }
    }
    Verdict<Operation, Integer> verdict = checker.check(history);
    assertThat(verdict.isLinearizable()).isEqualTo(EveryOrder.explains(model, history));
    if (verdict instanceof NotLinearizable<Operation, Integer> refused) {
      assertThat(EveryOrder.explains(model, refused.prefix())).isFalse();
      assertThat(EveryOrder.explains(model, before(refused))).isTrue();
    }
  }

  /** What was known when the call before the culprit had returned. */
  private static List<Call<Operation, Integer>> before(
      NotLinearizable<Operation, Integer> refused) {
    return refused.prefix().stream()
        .map(
            call ->
                call.equals(refused.culprit())
                    ? Call.<Operation, Integer>unknown(
                        call.client(), call.invokedAt(), call.operation())
                    : call)
        .toList();
  }

  private static Call<Operation, Integer> withResult(
      Call<Operation, Integer> call, @Nullable Integer result) {
    return Call.answered(
        call.client(), call.invokedAt(), call.returnedAt(), call.operation(), result);
  }

  /** Serves clients in a random order: each call takes effect once it was made, then returns. */
  private final class RandomServer {

    private final Random random;
    private final @Nullable Operation[] underWay;
    private final long[] invokedAt;
    private final boolean[] applied;
    private final @Nullable Integer[] results;
    private final List<Call<Operation, Integer>> history = new ArrayList<>();
    private int state;
    private long now;

    RandomServer(Random random, int clients) {
      this.random = random;
      underWay = new Operation[clients];
      invokedAt = new long[clients];
      applied = new boolean[clients];
      results = new Integer[clients];
    }

    List<Call<Operation, Integer>> serve(int length, int unknownPercent) {
      while (history.size() < length) {
        now++;
        int client = random.nextInt(underWay.length);
        if (underWay[client] == null) {
          underWay[client] = operation();
          invokedAt[client] = now;
        } else if (random.nextInt(100) < unknownPercent) {
          history.add(Call.unknown("client " + client, invokedAt[client], underWay[client]));
          end(client);
        } else if (!applied[client]) {
          var step = model.apply(state, underWay[client]);
          state = step.state();
          results[client] = step.result();
          applied[client] = true;
        } else {
          history.add(
              Call.answered(
                  "client " + client, invokedAt[client], now, underWay[client], results[client]));
          end(client);
        }
      }
      int ended = history.size();
      for (int client = 0; client < underWay.length; client++) {
        if (underWay[client] != null) {
          // It may have taken effect.
          history.add(Call.unknown("client " + client, invokedAt[client], underWay[client]));
        }
      }
      Collections.shuffle(history.subList(0, ended), random);
      return history;
    }

    private void end(int client) {
      underWay[client] = null;
      applied[client] = false;
    }

    private Operation operation() {
      return switch (random.nextInt(3)) {
        case 0 -> new RegisterModel.Read();
        case 1 -> new RegisterModel.Write(random.nextInt(3));
        default -> new RegisterModel.Exchange(random.nextInt(3), random.nextInt(3));
      };
    }
  }

  /** Tries every order of every choice of calls: for tiny histories. */
  private static final class EveryOrder {

    private EveryOrder() {}

    static <S, O, R> boolean explains(SequentialModel<S, O, R> model, List<Call<O, R>> history) {
      return explains(model, model.initial(), history, new boolean[history.size()]);
    }

    private static <S, O, R> boolean explains(
        SequentialModel<S, O, R> model, S state, List<Call<O, R>> history, boolean[] done) {
      boolean complete = true;
      for (int i = 0; i < done.length; i++) {
        complete &= done[i] || !history.get(i).isAnswered();
      }
      if (complete) {
        return true;
      }
      for (int i = 0; i < done.length; i++) {
        Call<O, R> call = history.get(i);
        if (done[i] || isAfterAnother(history, done, call)) {
          continue;
        }
        SequentialModel.Step<S, R> step = model.apply(state, call.operation());
        if (!call.isAnswered() || model.isSame(step.result(), call.result())) {
          boolean[] next = Arrays.copyOf(done, done.length);
          next[i] = true;
          if (explains(model, step.state(), history, next)) {
            return true;
          }
        }
      }
      return false;
    }

    private static <O, R> boolean isAfterAnother(
        List<Call<O, R>> history, boolean[] done, Call<O, R> call) {
      for (int i = 0; i < done.length; i++) {
        if (!done[i] && history.get(i).returnedAt() < call.invokedAt()) {
          return true;
        }
      }
      return false;
    }
  }
}
