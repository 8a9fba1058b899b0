package dev.understudy.example;

/** What a seat costs depends on where it is; the best category comes first. */
public enum PriceCategory {
  /** Near the stage. */
  STALLS,
  /** One floor up. */
  CIRCLE,
  /** Under the roof. */
  BALCONY
}
