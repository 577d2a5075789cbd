package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WaitingRoomTest {
  private static final long LONG = Duration.ofMinutes(5).toNanos();

  private final WaitingRoom room = new WaitingRoom();

  @Test
  void await_whatIsDoneAtOnce_doesNotWait() {
    assertThat(room.await(() -> true, LONG)).isTrue();
    assertThat(room.letsIn()).isTrue();
  }

  @Test
  void await_pastItsTime_saysThatItIsNotDone() {
    assertThat(room.await(() -> false, 1)).isFalse();
    assertThat(room.letsIn()).isTrue();
  }

  @Test
  void letsIn_whileSomebodyWaits_isForThoseWhoDoAlone() throws InterruptedException {
    CountDownLatch tried = new CountDownLatch(1);
    AtomicBoolean go = new AtomicBoolean();
    AtomicBoolean letInWhenTrying = new AtomicBoolean();
    Thread waiter =
        new Thread(
            () ->
                room.await(
                    () -> {
                      letInWhenTrying.set(room.letsIn());
                      tried.countDown();
                      return go.get();
                    },
                    LONG));
    waiter.start();
    tried.await();

    assertThat(room.letsIn()).isFalse();
    go.set(true);
    room.letOneGo();
    waiter.join();

    assertThat(letInWhenTrying).isTrue();
    assertThat(room.letsIn()).isTrue();
  }

  @Test
  void letOneGo_forEachThatWaits_letsThemAllGo() throws InterruptedException {
    Semaphore memory = new Semaphore(0);
    AtomicInteger served = new AtomicInteger();
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread waiter =
          new Thread(
              () -> {
                if (room.await(memory::tryAcquire, LONG)) {
                  served.incrementAndGet();
                }
              });
      waiter.start();
      waiters.add(waiter);
    }
    for (int i = 0; i < 8; i++) {
      memory.release();
      room.letOneGo();
    }
    for (Thread waiter : waiters) {
      waiter.join();
    }

    assertThat(served).hasValue(8);
    assertThat(room.letsIn()).isTrue();
  }

  @Test
  void whoeverNeedsMuch_isNotOvertakenByThoseWhoNeedLittle() throws InterruptedException {
    Semaphore memory = new Semaphore(0);
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Thread> waiters = new ArrayList<>();
    for (int needed : new int[] {3, 1}) {
      Thread waiter =
          new Thread(
              () -> {
                boolean unused =
                    room.await(() -> memory.tryAcquire(needed) && served.add(needed), LONG);
              });
      waiter.start();
      waiters.add(waiter);
      await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    }
    for (int i = 0; i < 4; i++) {
      memory.release();
      room.letOneGo();
    }
    for (Thread waiter : waiters) {
      waiter.join();
    }

    assertThat(served).containsExactly(3, 1);
  }

  @Test
  void await_interrupted_endsAndLeavesTheMark() {
    Thread.currentThread().interrupt();

    boolean done = room.await(() -> false, LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isFalse();
    assertThat(room.letsIn()).isTrue();
  }
}
