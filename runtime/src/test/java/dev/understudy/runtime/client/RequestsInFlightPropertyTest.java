package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 2 against a model of the pair: whatever is lost, delayed or given up, each update is
 * applied at most once, in the order in which they were made, and who was answered was told the
 * first result. Where the pair refuses updates for want of protection that is so as well. Old
 * connections to a living primary keep their bytes and deliver them at any later time; a takeover
 * may forget the updates that were not answered.
 */
class RequestsInFlightPropertyTest {

  private record Request(long id, long session, long number, long confirmed, boolean update) {}

  private record Reply(long number, long result, boolean refused) {}

  private record Applied(long id, long session, long number, long confirmed) {}

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachUpdateIsAppliedOnceAndAnsweredWithItsFirstResult(long seed) {
    World world = new World(seed);
    for (int step = 0; step < 3000; step++) {
      world.step();
    }
    world.settle();
    world.check();
  }

  private static final class World {

    final Random random;
    final boolean givesUp;
    final boolean endsSessions;
    final boolean refuses;
    final RequestsInFlight conversation = new RequestsInFlight();
    final Map<PendingCall<?>, Long> ids = new HashMap<>();
    final Map<Long, Long> answers = new HashMap<>();
    final Set<Long> ended = new HashSet<>();
    final List<PendingCall<?>> open = new ArrayList<>();

    // The pair: its log, what follows from it, and how much of it clients have been told.
    final List<Applied> log = new ArrayList<>();
    final Map<Long, Long> heard = new HashMap<>();
    int released;
    long session = 1;
    final Set<Long> endedSessions = new HashSet<>();
    final Map<Long, Long> refusedUpTo = new HashMap<>();
    boolean isUnprotected;
    long nowNanos;

    // The first pipe is the present connection; the others are old ones to the same primary.
    final List<Deque<Request>> pipes = new ArrayList<>();
    final Deque<Reply> replies = new ArrayDeque<>();
    long nextId = 1;

    World(long seed) {
      random = new Random(seed);
      givesUp = seed % 2 == 0;
      endsSessions = seed % 5 == 0;
      refuses = seed % 3 == 0;
      pipes.add(new ArrayDeque<>());
    }

    void step() {
      nowNanos += 500_000;
      if (refuses && random.nextInt(30) == 0) {
        isUnprotected = !isUnprotected;
      }
      if (random.nextInt(8) == 0) {
        conversation.tryAgain(nowNanos);
      }
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3, 4 -> submit();
        case 5, 6, 7, 8, 9 -> send();
        case 10, 11, 12, 13, 14, 15 -> serve(random.nextInt(pipes.size()));
        case 16, 17, 18, 19, 20 -> receive();
        case 21 -> loseConnection();
        case 22 -> takeOver();
        default -> giveUpOrEndSession();
      }
    }

    void settle() {
      isUnprotected = false;
      for (int i = 0; i < 100_000 && conversation.unanswered() > 0; i++) {
        nowNanos += 500_000;
        conversation.tryAgain(nowNanos);
        send();
        serve(random.nextInt(pipes.size()));
        receive();
      }
      while (pipes.size() > 1) {
        while (!pipes.get(1).isEmpty()) {
          serve(1);
        }
        pipes.remove(1);
      }
      assertThat(conversation.unanswered()).isZero();
    }

    void check() {
      Map<Long, Long> first = new HashMap<>();
      for (int i = 0; i < log.size(); i++) {
        assertThat(first.put(log.get(i).id(), i + 1L)).as("applied twice").isNull();
      }
      answers.forEach((id, result) -> assertThat(result).isEqualTo(first.get(id)));
      assertThat(ended).hasSize((int) nextId - 1);
      if (!givesUp && !endsSessions) {
        List<Long> order = log.stream().map(Applied::id).toList();
        assertThat(order).isSorted();
      }
    }

    private void submit() {
      PendingCall<?> call =
          new RequestsInFlightTest.StubCall(
              random.nextInt(4) == 0 ? Counter.SUM : Counter.ADD, 8, Long.MAX_VALUE);
      ids.put(call, nextId++);
      open.add(call);
      conversation.submit(call);
    }

    private void send() {
      PendingCall<?> call = conversation.takeNextToSend();
      if (call != null) {
        pipes
            .get(0)
            .add(
                new Request(
                    ids.get(call),
                    session,
                    call.request(),
                    conversation.confirmed(),
                    call.operation().isUpdate()));
      }
    }

    private void serve(int pipe) {
      Request request = pipes.get(pipe).poll();
      if (request == null || endedSessions.contains(request.session())) {
        return;
      }
      long heardNow = heard.merge(request.session(), request.confirmed(), Math::max);
      if (request.number() < heardNow) {
        return;
      }
      boolean refused = request.update() && isRefused(request);
      long result = request.update() && !refused ? apply(request) : -1;
      if (pipe == 0) {
        released = refused ? released : log.size();
        replies.add(new Reply(request.number(), result, refused));
      }
    }

    private boolean isRefused(Request request) {
      long upTo = refusedUpTo.getOrDefault(request.session(), 0L);
      if (sequenceOf(request) != 0 || !(isUnprotected || request.confirmed() <= upTo)) {
        return false;
      }
      refusedUpTo.merge(request.session(), request.number(), Math::max);
      return true;
    }

    private long sequenceOf(Request request) {
      for (int i = 0; i < log.size(); i++) {
        Applied applied = log.get(i);
        if (applied.session() == request.session() && applied.number() == request.number()) {
          return i + 1L;
        }
      }
      return 0;
    }

    private long apply(Request request) {
      long earlier = sequenceOf(request);
      if (earlier != 0) {
        return earlier;
      }
      log.add(new Applied(request.id(), request.session(), request.number(), request.confirmed()));
      return log.size();
    }

    private void receive() {
      Reply reply = replies.poll();
      if (reply == null) {
        return;
      }
      PendingCall<?> call = null;
      if (reply.refused()) {
        conversation.unprotected(reply.number(), nowNanos);
      } else {
        call = conversation.answered(reply.number());
      }
      if (call != null) {
        end(call);
        if (call.operation().isUpdate()) {
          answers.put(ids.get(call), reply.result());
        }
      }
      if (random.nextInt(20) == 0) {
        replies.addFirst(reply); // The same reply once more.
      }
    }

    private void loseConnection() {
      pipes.add(0, new ArrayDeque<>());
      replies.clear();
      conversation.reconnected();
    }

    private void takeOver() {
      int kept = released + random.nextInt(log.size() - released + 1);
      log.subList(kept, log.size()).clear();
      released = kept;
      heard.clear();
      refusedUpTo.clear();
      for (Applied applied : log) {
        heard.merge(applied.session(), applied.confirmed(), Math::max);
      }
      pipes.clear();
      loseConnection();
    }

    private void giveUpOrEndSession() {
      if (endsSessions && random.nextInt(10) == 0) {
        endedSessions.add(session);
        session++;
        pipes.add(0, new ArrayDeque<>());
        replies.clear();
        conversation.sessionEnded().forEach(this::end);
      } else if (givesUp && !open.isEmpty()) {
        PendingCall<?> call = open.get(random.nextInt(open.size()));
        assertThat(conversation.giveUp(call)).isTrue();
        end(call);
      }
    }

    private void end(PendingCall<?> call) {
      open.remove(call);
      assertThat(ended.add(ids.get(call))).as("ended twice").isTrue();
    }
  }
}
