package com.acme.night;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings once for each time it is set. Stands for the singleton bean with a timer. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Alarm {

  private static final int PATIENCE_SECONDS = 20;

  @SuppressWarnings("NullAway.Init") // by the container
  @Resource
  TimerService timers;

  private final Semaphore rings = new Semaphore(0);

  public void set() {
    timers.createSingleActionTimer(1, new TimerConfig("ring", false));
  }

  @Timeout
  public void ring(Timer timer) {
    rings.release();
  }

  public boolean rang() throws InterruptedException {
    return rings.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
