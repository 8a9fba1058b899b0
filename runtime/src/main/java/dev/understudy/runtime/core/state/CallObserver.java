package dev.understudy.runtime.core.state;

/**
 * Is told when the writer enters and leaves the methods of the user's class. What was entered and
 * not left is what the process was doing when it died. Called by the writer thread only.
 */
public interface CallObserver {

  /** Watches nothing. */
  CallObserver NONE =
      new CallObserver() {
        @Override
        public void entered(int operation, long session, byte[] bytes, int offset, int length) {}

        @Override
        public void enteredObituary(int operation, long session) {}

        @Override
        public void left() {}
      };

  /**
   * An update or a query is about to run.
   *
   * @param operation the index of its method
   * @param session the caller's, or 0 for a caller inside, and for a query
   * @param bytes holds its encoded arguments; to be read before this returns
   */
  void entered(int operation, long session, byte[] bytes, int offset, int length);

  /** The method that hears of clients' deaths is about to run. */
  void enteredObituary(int operation, long session);

  /** The method has returned, or thrown an exception; after an error this is not called. */
  void left();
}
